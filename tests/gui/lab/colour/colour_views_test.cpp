// The colours of the colour page, its legend and its examples, in the real window.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "tests/gui/lab/colour/small_picture.h"

using namespace convscope;
using namespace convscope::test;

TEST_CASE("the colour page has the lists of ends and map and the gain, which the filter page shows too") {
    Driver driver;
    open_small_picture(driver);
    CHECK(driver.text_in("view.range") == "shared");
    driver.click("view.range");
    driver.click("view.range.fixed");
    driver.frames(2);
    CHECK(driver.text_in("view.range") == "0..255");
    CHECK(driver.text_in("colour.map.legend").find("255") != std::string::npos);
    driver.click("view.colours");
    driver.click("view.colours.viridis");
    CHECK(driver.view().colour_map == ColourMap::viridis);
    driver.drag("view.gain", 20, 0);
    CHECK(driver.view().gain > 1);
    driver.click("lab.page.filter");
    driver.frames(2);
    CHECK(driver.text_in("view.range") == "Range: 0..255");
}

TEST_CASE("turning slices off changes neither the colours of the other sums nor the ends of the legend") {
    for (const char* const scope : {"shared", "each"}) {
        Driver driver;
        open_small_picture(driver);
        if (std::string_view(scope) == "each") {
            driver.click("view.range");
            driver.click("view.range.each");
        }
        driver.move(5, 5);
        driver.frames(2);
        const unsigned green = colour_at_corner(driver, "colour.green.sum", 1, 2, 6);
        const std::string legend = driver.text_in("colour.map.legend");
        REQUIRE(legend.find('0') != std::string::npos);
        driver.click("colour.red.on");
        driver.click("colour.blue.on");
        driver.move(5, 5);
        driver.settle();
        CHECK(colour_at_corner(driver, "colour.green.sum", 1, 2, 6) == green);
        if (std::string_view(scope) == "shared") CHECK(driver.text_in("colour.map.legend") == legend);
    }
}

TEST_CASE("the shared ends are the largest magnitude in the map of all slices and the sums") {
    Driver driver;
    open_small_picture(driver);
    driver.move(5, 5);
    driver.frames(2);
    float largest = 0;
    for (int row = 0; row < 4; ++row)
        for (int col = 0; col < 4; ++col) {
            float total = 0;
            for (const auto& sum : colour_results(driver).sums) {
                total += sum->sum.filtered.at(row, col);
                largest = std::max(largest, std::fabs(sum->sum.filtered.at(row, col)));
            }
            largest = std::max(largest, std::fabs(total));
        }
    const std::string end = fmt::format("{:.0f}", largest);
    CHECK(driver.text_in("colour.map.legend").find("\u2212" + end) == 0);
    driver.click("colour.weight");
    driver.type("2");
    driver.key(GLFW_KEY_ENTER);
    driver.move(5, 5);
    driver.settle();
    CHECK(driver.text_in("colour.map.legend").find(end) == std::string::npos);
}

TEST_CASE(
    "the legend shows the value of the pixel that the arithmetic explains: pinned, moved by a key or pointed at") {
    Driver driver;
    open_small_picture(driver);
    const auto reading = [&](int row, int col) {
        const float value = colour_results(driver).map->filtered.at(row, col);
        return fmt::format("row {}, column {}: {}{:.0f}", row, col, value < 0 ? "\u2212" : "", std::fabs(value));
    };
    click_colour_pixel(driver, "colour.map", 2, 1, 4);
    driver.frames(2);
    CHECK(driver.text_in("colour.map.note") == reading(2, 1));
    driver.key(GLFW_KEY_RIGHT);
    driver.frames(2);
    REQUIRE(driver.view().pinned == PixelRef{Stage::filtered, 0, 2, 2});
    CHECK(driver.text_in("colour.title").starts_with("Output row 2, column 2"));
    CHECK(driver.text_in("colour.map.note") == reading(2, 2));
    driver.key(GLFW_KEY_ESCAPE);
    const Rect place = colour_pixel_place(driver, "colour.red.sum", 2, 4, 6);
    driver.move(place.centre_x(), place.centre_y());
    driver.frames(2);
    CHECK(driver.text_in("colour.map.note") == reading(1, 3));
    driver.move(5, 5);
    driver.frames(2);
    CHECK(driver.text_in("colour.map.note").starts_with("values "));
}

TEST_CASE("an example is chosen until a value, the weight or a switch differs from it") {
    Driver driver;
    open_small_picture(driver);
    const auto is_chosen = [&] {
        driver.move(5, 5);
        driver.frames(2);
        const Rect place = driver.at("colour.example.edges");
        return driver.pixel(place.x + 6, place.y + 4) !=
               driver.pixel(driver.at("colour.example.grey").x + 6, driver.at("colour.example.grey").y + 4);
    };
    CHECK(is_chosen());
    driver.click("colour.red.cell.0.0");
    driver.type("7");
    driver.key(GLFW_KEY_ENTER);
    CHECK_FALSE(is_chosen());
    CHECK(driver.text_in("colour.note") == "Values of your own.");
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(is_chosen());
    driver.drag("colour.green.cell.1.1", 40, 0);
    CHECK_FALSE(is_chosen());
}

TEST_CASE("the colour page offers the sample pictures") {
    Driver driver;
    driver.key(GLFW_KEY_R);
    driver.settle();
    CHECK(driver.text_in("picture.name").find("Staircase") != std::string::npos);
    driver.click("picture.sample.bricks");
    CHECK(driver.document().picture.name() == "bricks");
    CHECK(driver.has("colour"));
    CHECK(driver.text_in("picture.name").find("Bricks") != std::string::npos);
}
