#include "app/document/network/view/journey_json.h"

#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr int kMaxStep = 1 << 30;

}  // namespace

void put_journey(const NetworkView& view, Json& json) {
    Json journey{{"exceptions", view.journey.exceptions}};
    if (view.journey.folds) journey["folds"] = *view.journey.folds;
    json["journey"] = std::move(journey);
    const Player& player = view.products.player;
    json["products"] = {
        {"shown", view.products.shown},
        {"by_share", view.products.by_share},
        {"player", {{"active", player.active}, {"position", player.position}, {"speed", player.speed}}}};
}

void read_journey(const JsonReader& reader, NetworkView& view) {
    if (reader.has("journey")) {
        const JsonReader journey = reader.object("journey");
        if (journey.has("folds")) view.journey.folds = journey.boolean("folds");
        for (const ParsedJson& name : journey.array("exceptions")) {
            if (!name.is_string()) journey.fail("exceptions", tr("holds something that is not a layer's name"));
            view.journey.exceptions.push_back(name.get<std::string>());
        }
    }
    if (!reader.has("products")) return;
    const JsonReader products = reader.object("products");
    view.products.shown = products.boolean("shown");
    view.products.by_share = products.boolean("by_share");
    const JsonReader player = products.object("player");
    view.products.player.active = player.boolean("active");
    view.products.player.position = player.number("position", 0, kMaxStep);
    view.products.player.speed = player.number("speed", 0, 1);
}

}  // namespace convscope
