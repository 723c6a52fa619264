// The Layers workspace with folded panels and in presentation mode.
#include "tests/gui/network_driver.h"

namespace convscope::test {

TEST_CASE("F9 folds both side panels of Layers and the maps grow") {
    NetworkDriver driver;
    const Rect tabs = driver.at("layers.page");
    REQUIRE(driver.has("arithmetic.title"));
    driver.key(GLFW_KEY_F9);
    CHECK_FALSE(driver.has("arithmetic.title"));
    CHECK(driver.has("strip.panels"));
    CHECK(driver.at("layers.page").w > 1.5F * tabs.w);
    driver.key(GLFW_KEY_1);
    CHECK_FALSE(driver.has("filter.preset"));
    driver.key(GLFW_KEY_2);
    driver.key(GLFW_KEY_F9);
    CHECK(driver.has("arithmetic.title"));
    CHECK(driver.at("layers.page") == tabs);
}

TEST_CASE(
    "a presentation of Layers shows maps and large arithmetic, and Page Up and Page Down step through the layers") {
    NetworkDriver driver(1920, 1080);
    const float width = driver.at("arithmetic.title").w;
    driver.key(GLFW_KEY_F10);
    CHECK(driver.at("arithmetic.title").w > 1.4F * width);
    CHECK_FALSE(driver.has("top.help"));
    const int layer = driver.layers().layer;
    driver.key(GLFW_KEY_PAGE_DOWN);
    CHECK(driver.layers().layer == layer + 1);
    driver.key(GLFW_KEY_PAGE_UP);
    CHECK(driver.layers().layer == layer);
    driver.click("strip.presentation");
    CHECK(driver.has("top.help"));
}

}  // namespace convscope::test
