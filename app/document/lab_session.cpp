#include "app/document/lab_session.h"

#include <fmt/format.h>

#include <string>

namespace convscope {

namespace {

constexpr int kMaxPixel = 1 << 24;

std::string name_of(std::span<const std::string_view> names, auto value) {
    return std::string(names[static_cast<std::size_t>(value)]);
}

}  // namespace

Json lab_json(const Lab& lab) {
    return {{"filters", Json::array({to_json(lab.filters[0]), to_json(lab.filters[1])})},
            {"compare", lab.compare},
            {"edited", lab.edited},
            {"channel", name_of(kChannelNames, lab.channel)},
            {"stride", lab.stride},
            {"dilation", lab.dilation},
            {"border", name_of(kBorderNames, lab.border)},
            {"activation", name_of(kActivationNames, lab.activation)},
            {"pooling", name_of(kPoolingNames, lab.pooling)},
            {"pool_size", lab.pool_size}};
}

Lab read_lab(const JsonReader& reader) {
    Lab lab;
    const ParsedJson& filters = reader.array("filters");
    if (filters.size() != lab.filters.size()) reader.fail("filters", "is not a list of 2");
    for (std::size_t i = 0; i < filters.size(); ++i) {
        if (!filters[i].is_object()) reader.fail("filters", fmt::format("entry {} is not an object", i));
        lab.filters.at(i) = read_lab_filter({filters[i], reader.file(), fmt::format("lab.filters.{}.", i)});
    }
    if (lab.filters[0].kernel.size != lab.filters[1].kernel.size) reader.fail("filters", "have different sizes");
    lab.compare = reader.boolean("compare");
    lab.edited = reader.integer("edited", 0, lab.compare ? 1 : 0);
    lab.channel = static_cast<Channel>(reader.one_of("channel", kChannelNames));
    lab.stride = reader.integer("stride", 1, kMaxStride);
    lab.dilation = reader.integer("dilation", 1, kMaxDilation);
    lab.border = static_cast<Border>(reader.one_of("border", kBorderNames));
    if (lab.border == Border::keep && lab.stride != 1) reader.fail("border", "is \"keep\", which needs stride 1");
    lab.activation = static_cast<Activation>(reader.one_of("activation", kActivationNames));
    lab.pooling = static_cast<Pooling>(reader.one_of("pooling", kPoolingNames));
    lab.pool_size = reader.integer("pool_size", kMinPoolSize, kMaxPoolSize);
    return lab;
}

Json lab_view_json(const LabView& view) {
    Json json{{"colours", name_of(kColourMapNames, view.colour_map)},
              {"range", name_of(kRangeScopeNames, view.range_scope)},
              {"true_size", view.true_size},
              {"fitted", view.camera.fitted},
              {"zoom", view.camera.zoom},
              {"centre_row", view.camera.centre_row},
              {"centre_column", view.camera.centre_col},
              {"player",
               {{"active", view.player.active},
                {"pass", name_of(kPlayerPassNames, view.player.pass)},
                {"position", view.player.position},
                {"speed", view.player.speed}}}};
    if (view.pinned)
        json["pinned"] = {{"view", name_of(kStageNames, view.pinned->stage)},
                          {"filter", view.pinned->filter},
                          {"row", view.pinned->row},
                          {"column", view.pinned->col}};
    return json;
}

LabView read_lab_view(const JsonReader& reader, const Lab& lab) {
    LabView view;
    view.colour_map = static_cast<ColourMap>(reader.one_of("colours", kColourMapNames));
    view.range_scope = static_cast<RangeScope>(reader.one_of("range", kRangeScopeNames));
    view.true_size = reader.boolean("true_size");
    view.camera.fitted = reader.boolean("fitted");
    view.camera.zoom = reader.number("zoom", 1e-3, 1e9);
    view.camera.centre_row = reader.number("centre_row", 0, kMaxPixel);
    view.camera.centre_col = reader.number("centre_column", 0, kMaxPixel);
    const JsonReader player = reader.object("player");
    view.player.active = player.boolean("active");
    view.player.pass = static_cast<PlayerPass>(player.one_of("pass", kPlayerPassNames));
    view.player.position = player.number("position", 0, static_cast<double>(kMaxPixels));
    view.player.speed = player.number("speed", 0, 1);
    if (!reader.has("pinned")) return view;
    const JsonReader pin = reader.object("pinned");
    view.pinned =
        PixelRef{static_cast<Stage>(pin.one_of("view", kStageNames)), pin.integer("filter", 0, lab.filter_count() - 1),
                 pin.integer("row", 0, kMaxPixel), pin.integer("column", 0, kMaxPixel)};
    return view;
}

}  // namespace convscope
