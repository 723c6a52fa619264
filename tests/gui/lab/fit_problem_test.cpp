// Pictures that are smaller than the filter's window: the message and its remedies on each page of the Filter Lab.
#include "app/gui/lab/fit_problem.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "core/image/files/save.h"
#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

FilterSettings settings_of(int size, int dilation) {
    FilterSettings settings;
    settings.kernel = Kernel{size, {}};
    settings.dilation = dilation;
    return settings;
}

void open_tiny_picture(Driver& driver, int side) {
    save_png(driver.folder() / "tiny.png", {side, side}, 3,
             std::vector<std::uint8_t>(static_cast<std::size_t>(3 * side * side), 100));
    driver.drop({driver.folder() / "tiny.png"});
    driver.settle();
}

/// The number of texts on screen that contain these words.
std::ptrdiff_t count_of(Driver& driver, std::string_view words) {
    return std::ranges::count_if(driver.shell().texts(), [words](const DrawnText& drawn) {
        return drawn.text.find(words) != std::string::npos;
    });
}

std::string joined_lines(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return text;
}

/// The width of a control's tooltip, by which the tests recognise its text, because Dear ImGui draws it.
float tooltip_width(Driver& driver, std::string_view name) {
    driver.move_to(name);
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!driver.has("tooltip") && std::chrono::steady_clock::now() < end) driver.frames(1);
    const float width = driver.at("tooltip").w;
    driver.move(700, 300);
    driver.frames(1);
    return width;
}

}  // namespace

TEST_CASE("the message offers only those remedies of the page that make the window fit") {
    const FitRemedies all{.borders = true, .keep_border = true, .filter_size = true, .dilation = true};
    CHECK(fit_problem({5, 5}, settings_of(5, 1), all).empty());
    CHECK(fit_problem({4, 6}, settings_of(5, 1), all) ==
          "The filter\u2019s window is 5 \u00d7 5 pixels, but the picture has only 4 rows and 6 columns. Choose the "
          "border zero, replicate or keep, or a 3 \u00d7 3 filter.");
    CHECK(fit_problem({7, 7}, settings_of(5, 2), {.filter_size = true, .dilation = true}) ==
          "The filter\u2019s window is 9 \u00d7 9 pixels, but the picture has only 7 rows and 7 columns. Choose a 3 "
          "\u00d7 3 filter, or dilation 1.");
    CHECK(fit_problem({2, 1}, settings_of(3, 1), {.borders = true, .filter_size = true, .dilation = true}) ==
          "The filter\u2019s window is 3 \u00d7 3 pixels, but the picture has only 2 rows and 1 column. Choose the "
          "border zero or replicate.");
    CHECK(fit_problem({1, 1}, settings_of(3, 1), {}) ==
          "The filter\u2019s window is 3 \u00d7 3 pixels, but the picture has only 1 row and 1 column. Choose a larger "
          "picture.");
}

TEST_CASE("each page says once why a tiny picture has no output, with the page's remedies") {
    for (const int side : {1, 2}) {
        Driver driver;
        open_tiny_picture(driver, side);
        CHECK(
            joined_lines(driver.text_in("inspector.problem")).ends_with("Choose the border zero, replicate or keep."));
        CHECK(count_of(driver, "window is 3") == 1);
        driver.key(GLFW_KEY_R);
        driver.settle();
        CHECK(joined_lines(driver.text_in("colour.problem")).ends_with("Choose the border zero or replicate."));
        CHECK(count_of(driver, "window is 3") == 1);
        driver.key(GLFW_KEY_L);
        driver.settle();
        CHECK(joined_lines(driver.text_in("learn.sentence")).ends_with("Choose a larger picture."));
        CHECK(count_of(driver, "window is 3") == 1);
    }
}

TEST_CASE("without an output the player and the code are disabled and say why; choosing a border enables them again") {
    Driver driver;
    open_tiny_picture(driver, 2);
    const float reason = tooltip_width(driver, "inspector.code");
    for (const char* const name : {"player.play", "player.forward", "player.scrub", "player.speed"}) {
        CAPTURE(std::string(name));
        CHECK(tooltip_width(driver, name) == reason);
    }
    const Player before = driver.view().player;
    for (const char* const name : {"player.play", "player.last", "player.scrub", "player.speed"}) driver.click(name);
    driver.key(GLFW_KEY_SPACE);
    driver.key(GLFW_KEY_RIGHT);
    CHECK(driver.view().player == before);
    driver.click("inspector.code");
    driver.frames(2);
    CHECK_FALSE(driver.has("code.text"));
    driver.click("stage.border.keep");
    driver.settle();
    CHECK(tooltip_width(driver, "player.play") != reason);
    driver.click("player.forward");
    CHECK(driver.view().player.active);
    driver.click("inspector.code");
    driver.frames(2);
    CHECK(driver.has("code.text"));
}

TEST_CASE("the colour page without a map has no equality signs, and its code is disabled") {
    Driver driver;
    open_tiny_picture(driver, 2);
    driver.key(GLFW_KEY_R);
    driver.settle();
    CHECK(count_of(driver, "=") == 0);
    const float reason = tooltip_width(driver, "colour.code");
    driver.click("colour.code");
    driver.frames(2);
    CHECK_FALSE(driver.has("code.text"));
    driver.click("colour.border.zero");
    driver.settle();
    CHECK(count_of(driver, "=") >= 3);
    CHECK(tooltip_width(driver, "colour.code") != reason);
    driver.click("colour.code");
    driver.frames(2);
    CHECK(driver.has("code.text"));
}

TEST_CASE("without an output the code's icon is disabled in the strip of folded panels") {
    Driver driver;
    open_tiny_picture(driver, 2);
    driver.key(GLFW_KEY_F9);
    for (const int page : {GLFW_KEY_UNKNOWN, GLFW_KEY_R, GLFW_KEY_K}) {
        if (page != GLFW_KEY_UNKNOWN) driver.key(page);
        CAPTURE(page);
        driver.click("strip.code");
        driver.frames(2);
        CHECK_FALSE(driver.has("code.text"));
    }
    driver.key(GLFW_KEY_F9);
    driver.click("picture.sample.bricks");
    driver.key(GLFW_KEY_F9);
    driver.click("strip.code");
    driver.frames(2);
    CHECK(driver.has("code.text"));
}
