#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <string>

#include "app/gui/lessons/lessons.h"
#include "tests/gui/driver.h"

using namespace convscope;
using namespace convscope::test;

TEST_CASE("the presenting tools are reached by the pointer, and nothing of them is cut off at 1024 x 768") {
    for (const int width : {1024, 1280}) {
        Driver driver(width, 768);
        driver.click("top.present");
        for (const char* name : {"present.cover", "present.reveal", "present.pen", "present.wipe", "present.spotlight",
                                 "present.hands", "present.countdown.30", "present.countdown.300", "present.close"}) {
            const Rect place = driver.at(name);
            CHECK(place.x >= 0);
            CHECK(place.right() <= static_cast<float>(width));
        }
        for (const DrawnText& text : driver.shell().texts())
            if (text.rect.y > driver.at("present.cover").y && text.rect.bottom() < driver.at("present.cover").bottom())
                CHECK_FALSE(text.is_cut);
        driver.click("present.close");
        CHECK_FALSE(driver.has("present.cover"));
    }
}

TEST_CASE("the tool Cover outlines what a press covers; the wheel selects what is around it") {
    Driver driver;
    driver.click("top.present");
    driver.click("present.cover");
    driver.move_to("view.filtered");
    driver.frames(2);
    CHECK(driver.at("present.chosen").w == doctest::Approx(driver.at("view.filtered").w).epsilon(0.01));
    CHECK(driver.at("present.chosen").x == doctest::Approx(driver.at("view.filtered").x).epsilon(0.01));
    driver.wheel(1);
    CHECK(driver.at("present.chosen").h > driver.at("view.filtered").h);
    driver.wheel(-1);
    driver.click("view.filtered");
    CHECK(driver.has("cover.view.filtered"));
    CHECK_FALSE(driver.view().pinned);
    driver.key(GLFW_KEY_ESCAPE);
    CHECK(driver.shell().presenter().state().tool == PresentTool::none);
}

TEST_CASE("the pen draws over the window and is wiped by a key") {
    Driver driver;
    driver.key(GLFW_KEY_F3);
    driver.drag("view.input", 60, 20);
    CHECK(driver.view().camera == Camera{});
    REQUIRE(driver.shell().presenter().state().strokes.size() == 1);
    CHECK(driver.shell().presenter().state().strokes[0].size() >= 4);
    driver.key(GLFW_KEY_DELETE);
    CHECK(driver.shell().presenter().state().strokes.empty());
    driver.key(GLFW_KEY_ESCAPE);
    driver.click("view.input");
    CHECK(driver.shell().presenter().state().strokes.empty());
}

TEST_CASE("the spotlight darkens all but a circle, whose size the wheel changes") {
    Driver driver;
    driver.move_to("view.input");
    const Rect circle_before = driver.at("view.input");
    const unsigned bright = driver.pixel(5, 790);
    driver.key(GLFW_KEY_F4);
    const Rect circle = driver.at("present.spotlight.circle");
    CHECK(circle.centre_x() == doctest::Approx(circle_before.centre_x()).epsilon(0.01));
    CHECK((driver.pixel(5, 790) & 0xFFU) < (bright & 0xFFU) / 2);
    driver.wheel(2);
    CHECK(driver.at("present.spotlight.circle").w > circle.w * 1.2F);
    CHECK(driver.view().camera == Camera{});
    driver.key(GLFW_KEY_ESCAPE);
    CHECK_FALSE(driver.has("present.spotlight.circle"));
    driver.wheel(1);
    CHECK(driver.view().camera != Camera{});
}

TEST_CASE("hands are counted by keys, which then have no other meaning, and stand beside the reveal") {
    Driver driver;
    driver.click("view.filtered");
    driver.move_to("inspector.sum");
    driver.key(GLFW_KEY_Q);
    driver.key(GLFW_KEY_F7);
    for (const int key : {GLFW_KEY_A, GLFW_KEY_A, GLFW_KEY_A, GLFW_KEY_C}) driver.key(key);
    driver.key(GLFW_KEY_A, GLFW_MOD_SHIFT);
    driver.click("hands.b.add");
    CHECK(driver.lab().count == 1);
    const Tally& hands = driver.shell().presenter().state().hands;
    CHECK(hands.hands(0) == 2);
    CHECK(hands.hands(1) == 1);
    CHECK(hands.hands(2) == 1);
    CHECK(driver.text_in("hands").find("Hands: 4") != std::string::npos);
    driver.key(GLFW_KEY_ESCAPE);
    CHECK_FALSE(driver.has("hands"));
    driver.move_to("cover.inspector.sum");
    driver.key(GLFW_KEY_V);
    CHECK(driver.text_in("outcome.inspector.sum") == "Hands\nA\n2\nB\n1\nC\n1\nD\n0");
    CHECK(driver.shell().presenter().state().hands.total() == 0);
    driver.click("outcome.inspector.sum.close");
    CHECK_FALSE(driver.has("outcome.inspector.sum"));
}

TEST_CASE("the countdown shows what remains, and F8 selects its length") {
    Driver driver;
    driver.key(GLFW_KEY_F8);
    REQUIRE(driver.has("countdown"));
    CHECK(driver.shell().presenter().state().countdown_length == 30);
    driver.key(GLFW_KEY_F8);
    CHECK(driver.shell().presenter().state().countdown_length == 60);
    CHECK(driver.text_in("countdown").find(':') != std::string::npos);
    driver.key(GLFW_KEY_F8, GLFW_MOD_SHIFT);
    CHECK_FALSE(driver.has("countdown"));
}

TEST_CASE("the help page lists the keys of the presenting tools") {
    Driver driver;
    driver.key(GLFW_KEY_F1);
    const std::string help = driver.text_in("help");
    CHECK(help.find("Predict and present") != std::string::npos);
    CHECK(help.find("Countdown") != std::string::npos);
}
