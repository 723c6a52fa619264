#include "core/image/plane_edits.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace convscope {

namespace {

Plane bytes(Size size, std::vector<std::uint8_t> values) {
    return {size, std::move(values)};
}

std::vector<float> values_of(const Plane& plane) {
    REQUIRE_FALSE(plane.is_bytes());
    return {plane.floats().begin(), plane.floats().end()};
}

}  // namespace

TEST_CASE("with_values() sets values at cells inside the plane and does not change the old plane") {
    const Plane before = bytes({2, 3}, {0, 1, 2, 3, 4, 5});
    const Plane after = with_values(before, std::array<Cell, 3>{{{0, 0}, {1, 2}, {2, 0}}}, 9.5F);
    CHECK(values_of(after) == std::vector<float>{9.5F, 1, 2, 3, 4, 9.5F});
    CHECK(before.at(0, 0) == 0);
}

TEST_CASE("with_filled_area() changes equal values that are connected by their edges") {
    const Plane plane = bytes({3, 4}, {0, 0, 7, 0, 7, 0, 7, 0, 0, 7, 0, 0});
    CHECK(values_of(with_filled_area(plane, {0, 0}, 5)) == std::vector<float>{5, 5, 7, 0, 7, 5, 7, 0, 0, 7, 0, 0});
    CHECK(values_of(with_filled_area(plane, {0, 3}, 5)) == std::vector<float>{0, 0, 7, 5, 7, 0, 7, 5, 0, 7, 5, 5});
    CHECK(with_filled_area(plane, {0, 0}, 0).same_storage(plane));
}

TEST_CASE("uniform_plane() has one value, and noise_plane() gives equal noise for equal seeds") {
    CHECK(values_of(uniform_plane({1, 3}, 4)) == std::vector<float>{4, 4, 4});
    const std::vector<float> noise = values_of(noise_plane({64, 64}, 1));
    CHECK(noise == values_of(noise_plane({64, 64}, 1)));
    CHECK(noise != values_of(noise_plane({64, 64}, 2)));
    CHECK(std::ranges::all_of(noise, [](float v) { return v >= 0 && v <= 255 && v == std::trunc(v); }));
    CHECK(*std::ranges::max_element(noise) > 250);
}

TEST_CASE("cropped() cuts out a part around the given cell, moved so that it lies inside the plane") {
    const Plane plane = bytes({3, 4}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    CHECK(values_of(cropped(plane, {1, 2}, {1, 2})) == std::vector<float>{5, 6});
    CHECK(values_of(cropped(plane, {2, 2}, {0, 0})) == std::vector<float>{0, 1, 4, 5});
    CHECK(values_of(cropped(plane, {2, 2}, {2, 3})) == std::vector<float>{6, 7, 10, 11});
    CHECK(cropped(plane, {9, 9}, {1, 1}).size() == Size{3, 4});
}

TEST_CASE("line_of_cells() includes both ends and has one cell for each row or column of the longer direction") {
    CHECK(line_of_cells({1, 1}, {1, 1}) == std::vector<Cell>{{1, 1}});
    CHECK(line_of_cells({0, 0}, {0, 3}) == std::vector<Cell>{{0, 0}, {0, 1}, {0, 2}, {0, 3}});
    CHECK(line_of_cells({2, 2}, {0, 0}) == std::vector<Cell>{{2, 2}, {1, 1}, {0, 0}});
    CHECK(line_of_cells({0, 0}, {4, 1}).size() == 5);
}

}  // namespace convscope
