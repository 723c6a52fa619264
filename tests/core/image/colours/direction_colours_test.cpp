#include "core/image/colours/direction_colours.h"

#include <doctest/doctest.h>

#include <cmath>

namespace convscope {

TEST_CASE("the hue goes once around the circle from -180 to 180 degrees") {
    CHECK(direction_colour(0, 1) == Rgb{255, 0, 0});
    CHECK(direction_colour(60, 1) == Rgb{255, 255, 0});
    CHECK(direction_colour(90, 1) == Rgb{128, 255, 0});
    CHECK(direction_colour(120, 1) == Rgb{0, 255, 0});
    CHECK(direction_colour(180, 1) == Rgb{0, 255, 255});
    CHECK(direction_colour(-180, 1) == Rgb{0, 255, 255});
    CHECK(direction_colour(-120, 1) == Rgb{0, 0, 255});
    CHECK(direction_colour(-90, 1) == Rgb{128, 0, 255});
    CHECK(direction_colour(-60, 1) == Rgb{255, 0, 255});
}

TEST_CASE("the brightness scales a hue from black and is limited to 0..1") {
    CHECK(direction_colour(120, 0) == Rgb{});
    CHECK(direction_colour(60, 0.2F) == Rgb{51, 51, 0});
    CHECK(direction_colour(60, 7) == Rgb{255, 255, 0});
    CHECK(direction_colour(60, -1) == Rgb{});
    CHECK(direction_colour(std::nanf(""), 1) == kNanColour);
    CHECK(direction_colour(0, std::nanf("")) == kNanColour);
}

TEST_CASE("in a direction picture a pixel's angle gives the hue, and the root of its magnitude gives the brightness") {
    FloatImage degrees(Size{2, 3});
    FloatImage magnitude(Size{2, 3});
    for (int row = 0; row < 2; ++row)
        for (int col = 0; col < 3; ++col) {
            degrees.at(row, col) = static_cast<float>(col * 120 - 120);
            magnitude.at(row, col) = static_cast<float>(row * 75 + 25);
        }
    const Picture picture = direction_picture(degrees, magnitude, 100);
    REQUIRE(picture.planes.size() == 3);
    const auto colour = [](const Picture& of, int row, int col) {
        return std::array{of.planes[0].at(row, col), of.planes[1].at(row, col), of.planes[2].at(row, col)};
    };
    CHECK(picture.size() == Size{2, 3});
    CHECK(colour(picture, 0, 0) == std::array{0.F, 0.F, 128.F});
    CHECK(colour(picture, 0, 1) == std::array{128.F, 0.F, 0.F});
    CHECK(colour(picture, 1, 1) == std::array{255.F, 0.F, 0.F});
    CHECK(colour(picture, 1, 2) == std::array{0.F, 255.F, 0.F});
    CHECK(colour(direction_picture(degrees, magnitude, 0), 1, 2) == std::array{0.F, 0.F, 0.F});
}

}  // namespace convscope
