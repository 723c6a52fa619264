// The page of enlarged maps in the real window: a map with its source, two maps, a map before and after edits.
#include "core/nn/inspect/explain.h"
#include "tests/gui/network_driver.h"

using namespace convscope;
using convscope::test::NetworkDriver;

namespace {

const HeatMap& shown(NetworkDriver& driver, std::string_view name) {
    const std::vector<HeatMap>& maps = driver.shell().workspace<NetworkWorkspace>().pages().map.maps();
    const auto found = std::ranges::find(maps, name, &HeatMap::name);
    REQUIRE(found != maps.end());
    return *found;
}

/// Checks that the map on screen has the layer's values.
void check_map(NetworkDriver& driver, std::string_view name, const nn::Trace& trace, int node, std::int64_t channel) {
    const HeatMap& heat = shown(driver, name);
    const nn::Shape& shape = driver.model().node(node).shape;
    REQUIRE(heat.map.size == Size{static_cast<int>(shape.rows()), static_cast<int>(shape.cols())});
    bool equal = true;
    for (int r = 0; r < heat.map.size.rows; ++r)
        for (int c = 0; c < heat.map.size.cols; ++c)
            equal =
                equal && heat.value(r, c) ==
                             trace.layer(node).values[static_cast<std::size_t>(nn::index_of(shape, {r, c, channel}))];
    CHECK(equal);
}

}  // namespace

TEST_CASE("an enlarged map is next to its source, with its window on the source") {
    NetworkDriver driver;
    driver.go_to(2);
    driver.key(GLFW_KEY_E);
    check_map(driver, "map.source", *driver.results().now, 1, 0);
    check_map(driver, "map.now", *driver.results().now, 2, 0);
    const HeatMap& heat = shown(driver, "map.now");
    const Rect cell = heat.map.cells(4, 7);
    driver.move(cell.centre_x(), cell.centre_y());
    driver.frames(2);
    // The pooling window covers rows 8 and 9, columns 14 and 15 of the convolution's map.
    const Rect expected = shown(driver, "map.source").map.cells(8, 14, 2, 2);
    const Rect window = driver.at("map.window");
    CHECK(window.x == doctest::Approx(expected.x));
    CHECK(window.y == doctest::Approx(expected.y));
    CHECK(window.w == doctest::Approx(expected.w));
    // Both maps have the same scale: a pooled pixel is as large as its block of 2 x 2 pixels.
    CHECK(heat.map.pixel == doctest::Approx(2 * shown(driver, "map.source").map.pixel));
}

TEST_CASE("pooling 11 x 11 drops the last row and column, and the page shades them") {
    NetworkDriver driver;
    driver.go_to(2);
    driver.key(GLFW_KEY_E);
    CHECK_FALSE(driver.has("map.dropped"));  // 26 / 2 = 13
    driver.go_to(4);
    CHECK(driver.layers().page == NetworkPage::map);
    const Rect expected = shown(driver, "map.source").map.cells(10, 0, 1, 11);
    CHECK(driver.at("map.dropped").y == doctest::Approx(expected.y));
    CHECK(driver.at("map.dropped").h == doctest::Approx(expected.h));
}

TEST_CASE("a click pins a pixel, a second click unpins it") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_E);
    const Rect cell = shown(driver, "map.now").map.cells(7, 12);
    driver.click_at(cell.centre_x(), cell.centre_y());
    REQUIRE(driver.layers().pinned);
    CHECK(driver.layers().pinned->row == 7);
    CHECK(driver.layers().pinned->col == 12);
    driver.click_at(cell.centre_x(), cell.centre_y());
    CHECK_FALSE(driver.layers().pinned);
    driver.click_at(cell.centre_x(), cell.centre_y());
    driver.key(GLFW_KEY_ESCAPE);
    CHECK_FALSE(driver.layers().pinned);
}

TEST_CASE("a second map of the layer is shown next to the first") {
    NetworkDriver driver;
    const Rect first = driver.at("maps.selected");
    driver.key(GLFW_KEY_DOWN);
    driver.move(first.centre_x(), first.centre_y());
    driver.click_with_shift(first.centre_x(), first.centre_y());
    CHECK(driver.layers().second == 0);
    driver.key(GLFW_KEY_E);
    check_map(driver, "map.now", *driver.results().now, 1, 1);
    check_map(driver, "map.second", *driver.results().now, 1, 0);
}

TEST_CASE("after an edit the trained map, the current map and their difference are shown") {
    NetworkDriver driver;
    driver.drag("weights.cell.1.1", 80, 0);
    driver.go_to(3);
    driver.key(GLFW_KEY_E);
    driver.check_results();
    check_map(driver, "map.trained", *driver.results().trained, 3, 0);
    check_map(driver, "map.now", *driver.results().now, 3, 0);
    const HeatMap& difference = shown(driver, "map.difference");
    bool equal = true;
    float largest = 0;
    for (int r = 0; r < 11; ++r) {
        for (int c = 0; c < 11; ++c) {
            const float change = shown(driver, "map.now").value(r, c) - shown(driver, "map.trained").value(r, c);
            equal = equal && difference.value(r, c) == change;
            largest = std::max(largest, std::abs(change));
        }
    }
    CHECK(equal);
    CHECK(largest > 0);
    CHECK(difference.colours == ColourMap::diverging);
}

TEST_CASE("the wheel zooms both maps of the page") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_E);
    driver.move_to("map.now");
    const double before = shown(driver, "map.now").map.pixel;
    for (int i = 0; i < 8; ++i) driver.wheel(1);
    CHECK(shown(driver, "map.now").map.pixel > 4 * before);
    CHECK(shown(driver, "map.source").map.pixel == shown(driver, "map.now").map.pixel);
}

TEST_CASE("the player reveals the map position by position") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_E);
    driver.click("player.forward");
    CHECK(driver.layers().player.active);
    driver.click("player.forward");
    CHECK(driver.layers().player.position == 1);
    const Rect window = driver.at("map.window");
    const Rect expected = shown(driver, "map.source").map.cells(0, 1, 3, 3);
    CHECK(window.x == doctest::Approx(expected.x));
    CHECK(window.h == doctest::Approx(expected.h));
    driver.key(GLFW_KEY_ESCAPE);  // takes the focus off the button
    driver.key(GLFW_KEY_ESCAPE);
    CHECK_FALSE(driver.layers().player.active);
}

TEST_CASE("the region of influence of a pinned input pixel is shown on the tiles and on the enlarged map") {
    NetworkDriver driver;
    const Rect picture = driver.at("input.picture");
    // Row 10, column 20 of 28 x 28.
    driver.click_at(picture.x + picture.w * 20.5F / 28, picture.y + picture.h * 10.5F / 28);
    REQUIRE(driver.layers().pinned_input);
    CHECK(driver.layers().pinned_input->row == 10);
    CHECK(driver.layers().pinned_input->col == 20);
    driver.go_to(2);
    const Rect tile = driver.at("maps.selected");
    const nn::Region reach = nn::reach(driver.model(), 0, nn::single(*driver.layers().pinned_input), 2);
    CHECK(driver.at("maps.reach").w == doctest::Approx(tile.w * static_cast<float>(reach.cols.length()) / 13));
    driver.key(GLFW_KEY_E);
    const Rect expected =
        shown(driver, "map.now")
            .map.cells(static_cast<double>(reach.rows.begin), static_cast<double>(reach.cols.begin),
                       static_cast<double>(reach.rows.length()), static_cast<double>(reach.cols.length()));
    CHECK(driver.at("map.reach").x == doctest::Approx(expected.x));
    CHECK(driver.at("map.reach").h == doctest::Approx(expected.h));
}

TEST_CASE("a convolution without padding shades the border that its output loses, and the header says so") {
    NetworkDriver driver(1920, 1080);
    driver.key(GLFW_KEY_E);
    REQUIRE(driver.layers().layer == 1);
    const HeatMap& source = driver.workspace().pages().map.maps().front();
    const Rect inner = source.map.cells(1, 1, 26, 26);
    const Rect border = driver.at("map.border");
    CHECK(border.x == doctest::Approx(inner.x));
    CHECK(border.w == doctest::Approx(inner.w));
    CHECK(driver.text_in("layer.title").find("(3 \u00d7 3 \u00d7 1 + 1) \u00d7 64 = 640 parameters") !=
          std::string::npos);
    driver.go_to(4);
    CHECK_FALSE(driver.has("map.border"));
    CHECK(driver.has("map.dropped"));
}

TEST_CASE("a map that is turned off keeps the colours of its trained range") {
    NetworkDriver driver(1920, 1080);
    driver.key(GLFW_KEY_E);
    driver.frames(2);
    const Range trained = driver.workspace().pages().map.maps().back().shown;
    driver.click("weights.turn_off");
    driver.settle();
    driver.frames(2);
    for (const HeatMap& map : driver.workspace().pages().map.maps())
        if (map.name != "map.difference") CHECK(map.shown == trained);
}
