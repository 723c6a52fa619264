#include "app/view/player.h"

#include <doctest/doctest.h>

namespace convscope {

TEST_CASE(
    "pass_seconds() goes from two minutes at speed 0 to two seconds at speed 1, in equal ratios for equal steps") {
    CHECK(pass_seconds(0) == doctest::Approx(120));
    CHECK(pass_seconds(1) == doctest::Approx(2));
    CHECK(pass_seconds(0.5) == doctest::Approx(15.4919));  // the geometric mean
    CHECK(pass_seconds(-1) == doctest::Approx(120));
    CHECK(pass_seconds(2) == doctest::Approx(2));
}

TEST_CASE("speed_of_pass() is the inverse of pass_seconds(), limited to 0..1") {
    for (const double seconds : {2.0, 5.0, 20.0, 119.0})
        CHECK(pass_seconds(speed_of_pass(seconds)) == doctest::Approx(seconds));
    CHECK(speed_of_pass(1) == doctest::Approx(1));
    CHECK(speed_of_pass(1000) == doctest::Approx(0));
    CHECK(speed_of_pass(20) == doctest::Approx(0.437626));
}

TEST_CASE(
    "relative_speed() converts a speed in pixels per second; the default speed becomes the speed of a pass of 20 "
    "seconds") {
    CHECK(pass_seconds(relative_speed(Player{}.speed)) == doctest::Approx(20));
    CHECK(pass_seconds(relative_speed(Player{}.speed + 0.1)) == doctest::Approx(6.32456));
    CHECK(relative_speed(0) == doctest::Approx(0));
    CHECK(relative_speed(1) == doctest::Approx(1));
}

}  // namespace convscope
