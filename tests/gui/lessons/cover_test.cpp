#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "app/gui/lessons/lessons.h"
#include "tests/gui/driver.h"

using namespace convscope;
using namespace convscope::test;

namespace {

void cover(Driver& driver, std::string_view name) {
    driver.move_to(name);
    driver.frames(1);
    driver.key(GLFW_KEY_Q);
}

}  // namespace

TEST_CASE("Q covers the view under the pointer, and nothing of it can be read") {
    Driver driver;
    const std::string range = driver.text_in("view.filtered.note");
    REQUIRE_FALSE(range.empty());
    cover(driver, "view.filtered");
    CHECK(driver.has("cover.view.filtered"));
    CHECK(driver.has("cover.view.filtered.legend"));
    CHECK(driver.text_in("view.filtered").empty());
    CHECK(driver.text_in("view.filtered.note").empty());
    CHECK(driver.text_in("view.filtered.size").empty());
    // A ground colour and lines, no values of the picture.
    const Rect view = driver.at("view.filtered");
    std::set<unsigned> colours;
    for (int i = 0; i < 80; ++i) colours.insert(driver.pixel(view.x + 10 + static_cast<float>(i), view.y + 30));
    CHECK(colours.size() < 12);
}

TEST_CASE("the pointer reaches nothing below a cover") {
    Driver driver;
    driver.move_to("view.filtered");
    driver.frames(2);
    const std::string before = driver.text_in("inspector.title");
    cover(driver, "view.filtered");
    const Rect view = driver.at("view.filtered");
    driver.move(view.x + 8, view.y + 8);
    driver.frames(3);
    CHECK(driver.text_in("inspector.title") == before);
    driver.wheel(3);
    CHECK(driver.view().camera.fitted);
    driver.click_at(view.x + 8, view.y + 8, 1);
    CHECK_FALSE(driver.has("heat_map.menu"));
    CHECK(driver.has("cover.view.filtered"));
}

TEST_CASE("a cover stays while values change and vanishes on reveal") {
    Driver driver;
    cover(driver, "view.filtered");
    driver.drag("filter.cell.1.1", 40, 0);
    CHECK(driver.lab().filters.at(0).kernel.at(1, 1) != 0);
    CHECK(driver.has("cover.view.filtered"));
    driver.move_to("cover.view.filtered");
    driver.key(GLFW_KEY_V);
    for (int i = 0; i < 200 && !driver.shell().covers().covers().empty(); ++i) driver.frames(1);
    CHECK_FALSE(driver.has("cover.view.filtered"));
    CHECK_FALSE(driver.text_in("view.filtered.note").empty());
}

TEST_CASE("a typed prediction is kept and stands beside the revealed number") {
    Driver driver;
    driver.click("view.filtered");
    cover(driver, "inspector.sum");
    driver.click("cover.inspector.sum");
    REQUIRE(driver.has("predict"));
    driver.type("577");
    driver.key(GLFW_KEY_ENTER);
    CHECK_FALSE(driver.has("predict"));
    CHECK(driver.text_in("cover.inspector.sum") == "577");
    driver.click("cover.inspector.sum");
    driver.click("predict.reveal");
    driver.frames(2);
    CHECK_FALSE(driver.has("cover.inspector.sum"));
    CHECK(driver.text_in("outcome.inspector.sum") == "Predicted: 577");
    driver.key(GLFW_KEY_ESCAPE);
    CHECK_FALSE(driver.has("outcome.inspector.sum"));
}

TEST_CASE("an answer is predicted by its letter, by the pointer and by the keyboard") {
    Driver driver;
    cover(driver, "view.pooled");
    driver.click("cover.view.pooled");
    driver.click("predict.letter.b");
    CHECK(driver.shell().covers().covers().at(0).prediction == Prediction{"B"});
    cover(driver, "cover.view.pooled");
    driver.type("d");
    driver.key(GLFW_KEY_ENTER);
    CHECK(driver.shell().covers().covers().at(0).prediction == Prediction{"D"});
}

TEST_CASE("all products are covered as one") {
    Driver driver;
    driver.click("view.filtered");
    cover(driver, "inspector.product.0.1");
    CHECK_FALSE(driver.has("cover.inspector.product.2.2"));
    driver.click("cover.inspector.product.0.1");
    driver.click("predict.kind");
    CHECK(driver.has("cover.inspector.product.2.2"));
    CHECK(driver.shell().covers().count() == 1);
    driver.key(GLFW_KEY_V);
    CHECK(driver.shell().covers().count() == 0);
}

TEST_CASE("Shift+Q covers the panel under the pointer: its controls take no focus, its filter is not copied") {
    Driver driver;
    driver.move_to("filter.cell.1.1");
    driver.key(GLFW_KEY_Q, GLFW_MOD_SHIFT);
    REQUIRE(driver.has("cover.panel.side"));
    CHECK(driver.text_in("panel.side").empty());
    for (int i = 0; i < 60; ++i) {
        driver.key(GLFW_KEY_TAB);
        CHECK_FALSE(driver.shell().focused().starts_with("filter."));
        CHECK_FALSE(driver.shell().focused().starts_with("picture."));
    }
    driver.key(GLFW_KEY_ESCAPE);
    driver.key(GLFW_KEY_C, GLFW_MOD_CONTROL);
    CHECK(driver.last_notice() == "The filter is covered. Reveal it before you copy it or show its code.");
}

TEST_CASE("things of Layers and of Training are covered too") {
    Driver driver;
    for (const auto& [key, panel] :
         {std::pair{GLFW_KEY_2, "panel.layers.right"}, std::pair{GLFW_KEY_3, "panel.training.page"}}) {
        driver.key(key);
        driver.settle();
        const Rect place = driver.at(panel);
        driver.move(place.centre_x(), place.y + 30);
        driver.key(GLFW_KEY_Q, GLFW_MOD_SHIFT);
        CHECK(driver.has(std::string("cover.") + panel));
        CHECK(driver.text_in(panel).empty());
    }
    driver.key(GLFW_KEY_1);
    CHECK_FALSE(driver.has("cover.panel.layers.right"));
    CHECK(driver.shell().covers().count() == 2);
}
