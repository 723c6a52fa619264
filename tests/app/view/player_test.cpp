#include "app/view/player.h"

#include <doctest/doctest.h>

namespace convscope {

TEST_CASE("a pass takes from two minutes to two seconds, evenly in factors") {
    CHECK(pass_seconds(0) == doctest::Approx(120));
    CHECK(pass_seconds(1) == doctest::Approx(2));
    CHECK(pass_seconds(0.5) == doctest::Approx(15.4919));  // the geometric mean
    CHECK(pass_seconds(-1) == doctest::Approx(120));
    CHECK(pass_seconds(2) == doctest::Approx(2));
}

TEST_CASE("the speed of a duration is the inverse of the duration of a speed, within the limits") {
    for (const double seconds : {2.0, 5.0, 20.0, 119.0})
        CHECK(pass_seconds(speed_of_pass(seconds)) == doctest::Approx(seconds));
    CHECK(speed_of_pass(1) == doctest::Approx(1));
    CHECK(speed_of_pass(1000) == doctest::Approx(0));
    CHECK(speed_of_pass(20) == doctest::Approx(0.437626));
}

TEST_CASE("a speed in pixels per second becomes one of a pass, the default a pass of 20 seconds") {
    CHECK(pass_seconds(relative_speed(Player{}.speed)) == doctest::Approx(20));
    CHECK(pass_seconds(relative_speed(Player{}.speed + 0.1)) == doctest::Approx(6.32456));
    CHECK(relative_speed(0) == doctest::Approx(0));
    CHECK(relative_speed(1) == doctest::Approx(1));
}

}  // namespace convscope
