// A covered number can be read nowhere else on the page, and a prediction belongs to the number at its time.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

#include "app/gui/lessons/lessons.h"
#include "tests/gui/driver.h"

using namespace convscope;
using namespace convscope::test;

namespace {

void cover(Driver& driver, std::string_view name) {
    driver.move_to(name);
    driver.frames(1);
    driver.key(GLFW_KEY_Q);
    driver.frames(1);
}

/// The last word of a line such as "sum\n577".
std::string number_of(Driver& driver, std::string_view name) {
    const std::string text = driver.text_in(name);
    return text.substr(text.rfind('\n') + 1);
}

bool has_number(std::string_view text, std::string_view number) {
    const auto is_part = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '.'; };
    for (std::size_t at = text.find(number); at != std::string_view::npos; at = text.find(number, at + 1)) {
        const std::size_t end = at + number.size();
        if ((at == 0 || !is_part(text[at - 1])) && (end == text.size() || !is_part(text[end]))) return true;
    }
    return false;
}

/// The texts of the window that contain the number.
std::string places_of(Driver& driver, std::string_view number) {
    std::string places;
    for (const DrawnText& text : driver.shell().texts())
        if (has_number(text.text, number)) places += text.text + "\n";
    return places;
}

}  // namespace

TEST_CASE("with the sum, every place of the window that shows it is covered, and comes back with it") {
    Driver driver;
    driver.click("view.filtered");
    driver.settle();
    const std::string sum = number_of(driver, "inspector.sum");
    REQUIRE(sum.size() > 1);
    REQUIRE(number_of(driver, "inspector.weighted") == sum);
    cover(driver, "inspector.sum");
    CHECK(places_of(driver, sum).empty());
    for (const char* const name : {"cover.inspector.weighted", "cover.inspector.biased", "cover.inspector.sequence"})
        CHECK(driver.has(name));
    CHECK(driver.shell().covers().count() == 1);
    driver.key(GLFW_KEY_V);
    driver.settle();
    driver.frames(3);
    for (int i = 0; i < 200 && !driver.shell().covers().covers().empty(); ++i) driver.frames(1);
    CHECK(number_of(driver, "inspector.weighted") == sum);
}

TEST_CASE("a covered sum is not read on the picture, in its zoomed pixel or below it") {
    Driver driver;
    driver.click("view.filtered");
    driver.settle();
    // The wheel zooms at the pinned pixel, until numbers stand in the pixels.
    driver.move_to("view.filtered");
    for (int i = 0; i < 80 && !driver.has("view.filtered.pixel"); ++i) driver.wheel(1);
    for (int i = 0; i < 8; ++i) driver.wheel(1);
    driver.settle();
    REQUIRE(driver.has("view.filtered.pixel"));
    const std::string sum = number_of(driver, "inspector.sum");
    REQUIRE(sum.size() > 1);
    REQUIRE(has_number(driver.text_in("view.filtered.pixel"), sum));
    cover(driver, "inspector.sum");
    CHECK(driver.has("cover.view.filtered.pixel"));
    CHECK_FALSE(has_number(driver.text_in("view.filtered.pixel"), sum));
    driver.move_to("view.filtered");
    driver.frames(2);
    CHECK_FALSE(has_number(driver.text_in("view.filtered.note"), sum));
}

TEST_CASE("a covered output leaves a negative sum readable, which ReLU has made 0") {
    Driver driver;
    driver.click("stage.activation.relu");
    const Rect view = driver.at("view.filtered");
    for (int i = 2; i < 19; ++i) {
        const float part = static_cast<float>(i) / 20;
        driver.click_at(view.x + view.w * part, view.centre_y());
        if (number_of(driver, "inspector.sum").starts_with("\u2212")) break;
    }
    const std::string sum = number_of(driver, "inspector.sum");
    REQUIRE(sum.starts_with("\u2212"));
    cover(driver, "inspector.activated");
    CHECK(driver.text_in("inspector.activated").empty());
    CHECK(number_of(driver, "inspector.sum") == sum);
}

TEST_CASE("a covered value of a layer is read nowhere else in its arithmetic") {
    Driver driver(1920, 1080);
    driver.key(GLFW_KEY_2);
    driver.settle();
    driver.click("maps.large");
    driver.settle();
    if (!driver.has("arithmetic.activated")) driver.click("maps.grid");
    driver.settle();
    const std::string value = number_of(driver, "arithmetic.activated");
    REQUIRE(value.size() > 2);
    cover(driver, "arithmetic.activated");
    for (const auto& entry : driver.shell().ui_map()) {
        const std::string& name = entry.first;
        if (!name.starts_with("arithmetic.") || name == "arithmetic.digits") continue;
        CAPTURE(name);
        CHECK_FALSE(has_number(driver.text_in(name), value));
    }
}

TEST_CASE("all results are covered as one kind") {
    Driver driver;
    driver.click("view.filtered");
    driver.settle();
    cover(driver, "inspector.activated");
    driver.click("cover.inspector.activated");
    driver.click("predict.kind");
    driver.frames(2);
    for (const char* const name : {"inspector.sum", "inspector.weighted", "inspector.biased", "inspector.activated"})
        CHECK(driver.text_in(name).empty());
}

TEST_CASE("the tag of a prediction goes when another pixel is pinned") {
    Driver driver;
    driver.click("view.filtered");
    driver.settle();
    cover(driver, "inspector.sum");
    driver.click("cover.inspector.sum");
    driver.type("577");
    driver.key(GLFW_KEY_ENTER);
    driver.frames(2);
    driver.move_to("cover.inspector.sum");
    driver.key(GLFW_KEY_V);
    driver.frames(3);
    REQUIRE(driver.has("outcome.inspector.sum"));
    const std::string sum = number_of(driver, "inspector.sum");
    const Rect view = driver.at("view.filtered");
    for (float part = 0.2F; part < 0.9F && number_of(driver, "inspector.sum") == sum; part += 0.1F) {
        driver.click_at(view.x + view.w * part, view.y + view.h * 0.3F);
        driver.settle();
    }
    REQUIRE(number_of(driver, "inspector.sum") != sum);
    driver.frames(2);
    CHECK_FALSE(driver.has("outcome.inspector.sum"));
}
