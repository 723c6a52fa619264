#include "app/document/network/view/journey_view.h"

#include <doctest/doctest.h>

#include "app/document/network/view/journey_json.h"

namespace convscope {

TEST_CASE("blocks can be folded by default, one by one, or all at once") {
    JourneyView view;
    CHECK(view.is_folded("a", true));
    CHECK_FALSE(view.is_folded("a", false));
    view.toggle("a");
    CHECK_FALSE(view.is_folded("a", true));
    CHECK(view.is_folded("b", true));
    view.toggle("a");
    CHECK(view.is_folded("a", true));
    view.toggle("b");
    view.set_all(false);
    CHECK_FALSE(view.is_folded("a", true));
    CHECK_FALSE(view.is_folded("b", true));
    view.toggle("b");
    CHECK(view.is_folded("b", true));
}

TEST_CASE("a session keeps the folded blocks and the state of the product maps; older sessions have neither") {
    NetworkView view;
    view.journey.folds = true;
    view.journey.exceptions = {"block_1", "block_4"};
    view.products.shown = view.products.by_share = true;
    view.products.player.active = true;
    view.products.player.position = 7;
    Json json = Json::object();
    put_journey(view, json);
    const ParsedJson parsed = ParsedJson::parse(json.dump());
    NetworkView read;
    read_journey(JsonReader(parsed, std::string("test")), read);
    CHECK(read.journey == view.journey);
    CHECK(read.products == view.products);
    NetworkView old;
    const ParsedJson empty = ParsedJson::object();
    read_journey(JsonReader(empty, std::string("test")), old);
    CHECK(old == NetworkView());
    const ParsedJson wrong = ParsedJson::parse(R"({"journey": {"exceptions": [3]}})");
    CHECK_THROWS_AS(read_journey(JsonReader(wrong, std::string("test")), old), LoadError);
}

TEST_CASE("going to another layer stops the player of the sum") {
    NetworkView view;
    view.products.shown = true;
    view.products.player.active = view.products.player.playing = true;
    view.go_to(2, 0);
    CHECK_FALSE(view.products.player.active);
    CHECK(view.products.shown);
}

}  // namespace convscope
