#include "app/gui/toolkit/thumbnail.h"

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <functional>
#include <limits>

namespace convscope {

namespace {

Plane plane_of(Size size, const std::function<int(int, int)>& value) {
    std::vector<std::uint8_t> values;
    for (int r = 0; r < size.rows; ++r)
        for (int c = 0; c < size.cols; ++c) values.push_back(static_cast<std::uint8_t>(value(r, c)));
    return {size, std::move(values)};
}

Picture grey(Size size, const std::function<int(int, int)>& value) {
    return {{plane_of(size, value)}};
}

using Pixel = std::array<int, 4>;

Pixel pixel(const Thumbnail& thumbnail, int row, int col) {
    const auto start = static_cast<std::size_t>((row * thumbnail.size.cols + col) * 4);
    return {thumbnail.rgba.at(start), thumbnail.rgba.at(start + 1), thumbnail.rgba.at(start + 2),
            thumbnail.rgba.at(start + 3)};
}

}  // namespace

TEST_CASE("a picture that is small enough is copied pixel by pixel") {
    const auto value = [](int r, int c) { return r * 60 + c * 7; };
    for (const int side : {4, 5, 100}) {
        const Thumbnail same = thumbnail_of(grey({3, 4}, value), side);
        REQUIRE(same.size == Size{3, 4});
        REQUIRE(same.rgba.size() == 3 * 4 * 4);
        for (int r = 0; r < 3; ++r)
            for (int c = 0; c < 4; ++c) CHECK(pixel(same, r, c) == Pixel{value(r, c), value(r, c), value(r, c), 255});
    }
}

TEST_CASE("the three planes of a colour picture become a thumbnail's red, green and blue") {
    const Picture picture{{plane_of({2, 2}, [](int, int c) { return 200 + c; }),
                           plane_of({2, 2}, [](int r, int) { return 100 + r; }),
                           plane_of({2, 2}, [](int, int) { return 7; })}};
    const Thumbnail thumbnail = thumbnail_of(picture, 8);
    CHECK(pixel(thumbnail, 0, 1) == Pixel{201, 100, 7, 255});
    CHECK(pixel(thumbnail, 1, 0) == Pixel{200, 101, 7, 255});
}

TEST_CASE("the longer side of a larger picture becomes the requested side") {
    CHECK(thumbnail_of(grey({300, 200}, [](int, int) { return 1; }), 96).size == Size{96, 64});
    CHECK(thumbnail_of(grey({200, 300}, [](int, int) { return 1; }), 96).size == Size{64, 96});
    CHECK(thumbnail_of(grey({1, 5000}, [](int, int) { return 1; }), 64).size == Size{1, 64});
    CHECK(thumbnail_of(grey({5000, 1}, [](int, int) { return 1; }), 64).size == Size{64, 1});
    for (int side = 1; side <= 64; ++side)
        for (int rows = side; rows < side + 130; ++rows)
            REQUIRE(thumbnail_of(grey({rows, 1}, [](int, int) { return 1; }), side).size.rows == side);
}

TEST_CASE("a pixel of a thumbnail is the mean of the pixels it covers") {
    // Blocks of 4 x 4, each a chequerboard around a mean of its own.
    const auto value = [](int r, int c) { return 40 + r / 4 * 30 + c / 4 * 10 + ((r + c) % 2 == 0 ? 10 : -10); };
    const Thumbnail thumbnail = thumbnail_of(grey({16, 32}, value), 8);
    REQUIRE(thumbnail.size == Size{4, 8});
    for (int r = 0; r < 4; ++r)
        for (int c = 0; c < 8; ++c) CHECK(pixel(thumbnail, r, c)[0] == 40 + r * 30 + c * 10);
}

TEST_CASE("every pixel of the picture is in exactly one block, also if the sides cannot be divided evenly") {
    // Only the last row, or the last column, is bright.
    const Thumbnail rows = thumbnail_of(grey({23, 10}, [](int r, int) { return r == 22 ? 230 : 0; }), 10);
    REQUIRE(rows.size.rows == 10);
    CHECK(pixel(rows, 9, 0)[0] > 70);
    CHECK(pixel(rows, 8, 0)[0] == 0);
    const Thumbnail first = thumbnail_of(grey({10, 23}, [](int, int c) { return c == 0 ? 230 : 0; }), 10);
    CHECK(pixel(first, 0, 0)[0] == 115);
    CHECK(pixel(first, 0, 1)[0] == 0);
}

TEST_CASE("a thumbnail samples large blocks evenly") {
    const Thumbnail ramp = thumbnail_of(grey({1000, 1000}, [](int, int c) { return c / 4; }), 4);
    for (int c = 0; c < 4; ++c) CHECK(std::abs(pixel(ramp, 0, c)[0] - (31 + c * 62)) <= 3);
}

TEST_CASE("a thumbnail clamps values to 0..255") {
    const float infinity = std::numeric_limits<float>::infinity();
    const Picture picture{{Plane(
        {1, 6}, std::vector<float>{-5, 127.6F, 300, infinity, -infinity, std::numeric_limits<float>::quiet_NaN()})}};
    const Thumbnail thumbnail = thumbnail_of(picture, 6);
    CHECK(pixel(thumbnail, 0, 0)[0] == 0);
    CHECK(pixel(thumbnail, 0, 1)[0] == 128);
    CHECK(pixel(thumbnail, 0, 2)[0] == 255);
    CHECK(pixel(thumbnail, 0, 3)[0] == 255);
    CHECK(pixel(thumbnail, 0, 4)[0] == 0);
    CHECK(pixel(thumbnail, 0, 5)[0] == 0);
}

}  // namespace convscope
