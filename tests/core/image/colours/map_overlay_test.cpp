#include "core/image/colours/map_overlay.h"

#include <doctest/doctest.h>

#include <cmath>

namespace convscope {

namespace {

constexpr ColourScale kScale{ColourMap::diverging, {-1, 1}};

/// A grey picture of this size with the level 100.
ColourBytes grey(Size size) {
    return {size, std::vector<std::uint8_t>(static_cast<std::size_t>(size.area()) * 3, 100)};
}

FloatImage map_of(Size size, const std::vector<float>& values) {
    FloatImage map(size);
    for (int r = 0; r < size.rows; ++r)
        for (int c = 0; c < size.cols; ++c) map.at(r, c) = values[static_cast<std::size_t>(r * size.cols + c)];
    return map;
}

Rgb pixel(const ColourBytes& bytes, int row, int col) {
    const auto at = static_cast<std::size_t>(row * bytes.size.cols + col) * 3;
    return {bytes.values[at], bytes.values[at + 1], bytes.values[at + 2]};
}

std::uint8_t between(std::uint8_t a, std::uint8_t b, float part) {
    return static_cast<std::uint8_t>(
        std::lround(static_cast<float>(a) + part * (static_cast<float>(b) - static_cast<float>(a))));
}

}  // namespace

TEST_CASE("the cells of a map are squares of one colour over the picture") {
    const FloatImage map = map_of({2, 2}, {1, -1, 0, 0.5F});
    const ColourBytes out = overlay(
        grey({6, 6}), {.map = map, .scale = kScale, .first_row = 1, .first_col = 1, .row_step = 2, .col_step = 2}, 1);
    CHECK(out.size == Size{6, 6});
    CHECK(pixel(out, 1, 1) == colour_of(kScale, 1));
    CHECK(pixel(out, 2, 2) == colour_of(kScale, 1));
    CHECK(pixel(out, 2, 3) == colour_of(kScale, -1));
    CHECK(pixel(out, 4, 4) == colour_of(kScale, 0.5F));
    // Outside the cells the picture stays.
    CHECK(pixel(out, 0, 0) == Rgb{100, 100, 100});
    CHECK(pixel(out, 5, 3) == Rgb{100, 100, 100});
}

TEST_CASE("an enlarged overlay repeats pixels, and opacity mixes map and picture") {
    const FloatImage map = map_of({1, 1}, {1});
    const ColourBytes out = overlay(grey({2, 2}), {.map = map, .scale = kScale, .opacity = 0.25F, .first_col = 1}, 3);
    CHECK(out.size == Size{6, 6});
    CHECK(pixel(out, 2, 2) == Rgb{100, 100, 100});
    const Rgb full = colour_of(kScale, 1);
    CHECK(pixel(out, 0, 3) ==
          Rgb{between(100, full.red, 0.25F), between(100, full.green, 0.25F), between(100, full.blue, 0.25F)});
    CHECK(pixel(out, 2, 5) == pixel(out, 0, 3));
    CHECK(pixel(out, 3, 5) == Rgb{100, 100, 100});
}

TEST_CASE("a smooth map interpolates between the centres of its cells") {
    const FloatImage map = map_of({1, 2}, {0, 1});
    const ColourBytes out = overlay(grey({1, 4}), {.map = map, .scale = kScale, .col_step = 2, .smooth = true}, 2);
    // Column centres 0.25, 0.75, ... of the picture are 0.125, 0.375, ... cells; the cells' centres are 0.5 and 1.5.
    CHECK(pixel(out, 0, 0) == colour_of(kScale, 0));
    CHECK(pixel(out, 0, 3) == colour_of(kScale, 0.375F));
    CHECK(pixel(out, 0, 7) == colour_of(kScale, 1));
}

TEST_CASE("exported overlays have at least 512 rows or columns") {
    CHECK(overlay_export_factor({28, 28}) == 19);
    CHECK(overlay_export_factor({224, 224}) == 3);
    CHECK(overlay_export_factor({1000, 20}) == 1);
}

}  // namespace convscope
