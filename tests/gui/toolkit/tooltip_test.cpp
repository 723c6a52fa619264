// Tooltips in the real window: they appear next to a resting pointer and do not cover the control.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <chrono>

#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

/// Rests the pointer on the control until the tooltip is shown; returns the tooltip's place.
Rect tooltip_of(Driver& driver, std::string_view name) {
    driver.move_to(name);
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!driver.has("tooltip") && std::chrono::steady_clock::now() < end) driver.frames(1);
    return driver.at("tooltip");
}

bool overlap(const Rect& a, const Rect& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

}  // namespace

TEST_CASE("a tooltip never covers the control it belongs to, also at the window's lower edge") {
    Driver driver;
    for (const char* const name : {"inspector.title", "view.lens", "inspector.code", "player.play"}) {
        CAPTURE(name);
        CHECK_FALSE(overlap(tooltip_of(driver, name), driver.at(name)));
        driver.move(700, 300);
        driver.frames(1);
        CHECK_FALSE(driver.has("tooltip"));
    }
}

TEST_CASE("a tooltip disappears when the pointer moves, also over the tooltip's control, and when a key is pressed") {
    Driver driver;
    const Rect title = driver.at("inspector.title");
    tooltip_of(driver, "inspector.title");
    driver.move(title.centre_x() + 30, title.centre_y());
    driver.frames(1);
    CHECK_FALSE(driver.has("tooltip"));
    driver.move(700, 300);
    driver.frames(1);
    tooltip_of(driver, "inspector.title");  // shown again, because the pointer was elsewhere
    driver.key(GLFW_KEY_F);
    driver.frames(1);
    CHECK_FALSE(driver.has("tooltip"));
}
