#include "app/gui/shell/window_scale.h"

#include <doctest/doctest.h>

namespace convscope {

namespace {

float automatic(int width, int height, float monitor = 1) {
    return automatic_scale({.window = {height, width}, .monitor = monitor});
}

}  // namespace

TEST_CASE("the automatic scale follows the window: 100 % at 1280 x 800, 150 % in full HD, 300 % in 4K") {
    CHECK(automatic(1280, 800) == doctest::Approx(1));
    CHECK(automatic(1280, 720) == doctest::Approx(1));
    CHECK(automatic(1366, 768) == doctest::Approx(1.05));
    CHECK(automatic(1920, 1080) == doctest::Approx(1.5));
    CHECK(automatic(1920, 1200) == doctest::Approx(1.5));
    CHECK(automatic(3840, 2160) == doctest::Approx(3));
    CHECK(automatic(1024, 768) == doctest::Approx(0.8));
    // A window that is large in one direction only has no larger letters.
    CHECK(automatic(1280, 1600) == doctest::Approx(1));
    CHECK(automatic(3840, 720) == doctest::Approx(1));
    CHECK(automatic(10000, 6000) == doctest::Approx(4));
}

TEST_CASE("the automatic scale is at least 0.75 times the monitor's scale, and not multiplied by it") {
    CHECK(automatic(640, 480) == doctest::Approx(0.75));
    CHECK(automatic(2560, 1600, 2) == doctest::Approx(2));
    CHECK(automatic(1280, 800, 2) == doctest::Approx(1.5));
    CHECK(automatic(3840, 2160, 2) == doctest::Approx(3));
}

TEST_CASE("a resize changes the scale in steps of 0.05") {
    int changes = 0;
    for (int width = 1281; width <= 1920; ++width) {
        const float before = automatic(width - 1, 2000);
        const float after = automatic(width, 2000);
        CHECK(after >= before);
        if (after != before) {
            ++changes;
            CHECK(after - before == doctest::Approx(0.05).epsilon(1e-3));
        }
    }
    CHECK(changes == 10);
}

TEST_CASE(
    "the user's factor multiplies the automatic scale, and presentation mode enlarges the scale of narrow windows") {
    CHECK(interface_scale({.window = {800, 1280}, .chosen = 2}) == doctest::Approx(2));
    CHECK(interface_scale({.window = {1080, 1920}, .chosen = 2}) == doctest::Approx(3));
    CHECK(interface_scale({.window = {2160, 3840}, .chosen = 3}) == doctest::Approx(4.5));
    CHECK(interface_scale({.window = {480, 640}, .chosen = 0.75F}) == doctest::Approx(0.5625));
    CHECK(automatic_scale({.window = {800, 1280}, .presentation = true}) == doctest::Approx(1.1));
    CHECK(automatic_scale({.window = {1080, 1920}, .presentation = true}) == doctest::Approx(1.5));
    CHECK(automatic_scale({.window = {2160, 3840}, .presentation = true}) == doctest::Approx(3));
}

}  // namespace convscope
