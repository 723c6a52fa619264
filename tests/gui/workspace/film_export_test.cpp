// Animations and the work sheet of a view, exported in the real window.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "tests/gui/network_driver.h"
#include "tests/support/gif_frames.h"

using namespace convscope;
using convscope::test::Driver;
using convscope::test::NetworkDriver;

namespace {

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Types the folder before the name that the dialog proposes, and saves.
std::string saved_bytes(Driver& driver, const std::string& name) {
    REQUIRE(driver.has("files.name"));
    driver.key(GLFW_KEY_HOME);
    driver.type(driver.folder().string() + "/");
    driver.key(GLFW_KEY_ENTER);
    driver.settle();
    return bytes_of(driver.folder() / name);
}

void right_click(Driver& driver, const std::string& name) {
    const Rect place = driver.at(name);
    driver.click_at(place.centre_x(), place.centre_y(), 1);
}

}  // namespace

TEST_CASE("the pass of the player is exported as an animation, and the window says so") {
    Driver driver;
    driver.click("view.filtered.more");
    driver.click("view.filtered.menu.gif");
    const std::string gif = saved_bytes(driver, "staircase_filter.gif");
    CHECK(gif_frames(gif).size() == 160);
    CHECK(driver.last_notice().find("staircase_filter.gif") != std::string::npos);
    // The sum of a pinned pixel: nine products, weight, bias, activation and the four candidates of its block.
    const Rect view = driver.at("view.filtered");
    driver.click_at(view.centre_x(), view.centre_y());
    driver.key(GLFW_KEY_S);
    driver.settle();
    driver.click("view.pooled.more");
    driver.click("view.pooled.menu.gif");
    CHECK(gif_frames(saved_bytes(driver, "staircase_sum.gif")).size() == 16);
}

TEST_CASE("a chain and a filter that learns are exported as animations") {
    Driver driver;
    driver.key(GLFW_KEY_K);
    driver.settle();
    right_click(driver, "chain.conv.1.1");
    driver.click("chain.conv.1.1.menu.gif");
    CHECK(gif_frames(saved_bytes(driver, "staircase_chain.gif")).size() > 20);
    driver.key(GLFW_KEY_L);
    driver.settle();
    for (int i = 0; i < 5; ++i) driver.click("learn.step");
    driver.click("learn.film");
    // From the start values to the fifth step.
    CHECK(gif_frames(saved_bytes(driver, "staircase_learning.gif")).size() == 6);
}

TEST_CASE("the window of a layer and the sum of its product maps are exported as animations") {
    NetworkDriver driver;
    driver.go_to(1);
    driver.click("layers.page.map");
    driver.settle();
    right_click(driver, "map.now");
    driver.click("map.now.menu.gif");
    CHECK(gif_frames(saved_bytes(driver, "conv2d_map_0.gif")).size() == 160);
    driver.go_to(3);
    driver.key(GLFW_KEY_I);
    driver.settle();
    driver.click("products.sum.more");
    driver.click("products.sum.menu.gif");
    CHECK(gif_frames(saved_bytes(driver, "conv2d_1_map_0_products.gif")).size() == 66);
}

TEST_CASE("a work sheet of the view is made from the File menu, as PDF") {
    Driver driver;
    driver.click("top.file");
    driver.click("top.file.sheet");
    CHECK(saved_bytes(driver, "staircase_sheet.pdf").starts_with("%PDF-1."));
}
