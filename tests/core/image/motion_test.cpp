#include "core/image/motion.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <vector>

namespace convscope {

namespace {

Picture grey(Size size, std::vector<std::uint8_t> values) {
    return {{Plane(size, std::move(values))}};
}

std::vector<std::uint8_t> bytes(const Picture& picture) {
    const auto values = picture.planes.at(0).bytes();
    return {values.begin(), values.end()};
}

const std::vector<std::uint8_t> kNine{1, 2, 3, 4, 5, 6, 7, 8, 9};

}  // namespace

TEST_CASE("moved() by whole pixels copies pixels and repeats the pixels of the edge") {
    const Picture picture = grey({3, 3}, kNine);
    CHECK(bytes(moved(picture, {.right = 1})) == std::vector<std::uint8_t>{1, 1, 2, 4, 4, 5, 7, 7, 8});
    CHECK(bytes(moved(picture, {.down = 1})) == std::vector<std::uint8_t>{1, 2, 3, 1, 2, 3, 4, 5, 6});
    CHECK(bytes(moved(picture, {.right = -1, .down = -2})) == std::vector<std::uint8_t>{8, 9, 9, 8, 9, 9, 8, 9, 9});
    CHECK(bytes(moved(picture, {.right = kMaxShift})) == std::vector<std::uint8_t>{1, 1, 1, 4, 4, 4, 7, 7, 7});
}

TEST_CASE("a rotation by 90 degrees is exact and clockwise") {
    const Picture picture = grey({3, 3}, kNine);
    CHECK(bytes(moved(picture, {.turn = 90})) == std::vector<std::uint8_t>{7, 4, 1, 8, 5, 2, 9, 6, 3});
    CHECK(bytes(moved(picture, {.turn = -90})) == std::vector<std::uint8_t>{3, 6, 9, 2, 5, 8, 1, 4, 7});
    CHECK(bytes(moved(picture, {.turn = 180})) == std::vector<std::uint8_t>{9, 8, 7, 6, 5, 4, 3, 2, 1});
}

TEST_CASE("a zoom enlarges about the centre and interpolates") {
    const Picture floats{{Plane({1, 5}, std::vector<float>{0, 10, 20, 30, 40})}};
    const auto values = moved(floats, {.zoom = 2}).planes.at(0).floats();
    // Output column c shows the position 2 + (c - 2) / 2 of the input.
    CHECK(std::vector<float>(values.begin(), values.end()) == std::vector<float>{10, 15, 20, 25, 30});
    const auto small = moved(floats, {.zoom = .5F}).planes.at(0).floats();
    CHECK(std::vector<float>(small.begin(), small.end()) == std::vector<float>{0, 0, 20, 40, 40});
}

TEST_CASE("a motion rotates the picture about its centre first and shifts it afterwards") {
    const Picture picture = grey({3, 3}, kNine);
    CHECK(bytes(moved(picture, {.right = 1, .turn = 90})) == bytes(moved(moved(picture, {.turn = 90}), {.right = 1})));
}

TEST_CASE("without a motion the storage is shared; all channels move together; values out of range are refused") {
    const Plane plane({3, 3}, kNine);
    const Picture colour{{plane, Plane({3, 3}, std::vector<float>(9, .5F)), plane}};
    CHECK(moved(colour, {}).same_storage(colour));
    const Picture shifted = moved(colour, {.right = 1});
    REQUIRE(shifted.planes.size() == 3);
    CHECK(shifted.planes[0].at(1, 1) == 4);
    CHECK(shifted.planes[1].at(1, 1) == .5F);
    CHECK_THROWS_AS(moved(colour, {.zoom = 0}), std::invalid_argument);
    CHECK_THROWS_AS(moved(colour, {.turn = NAN}), std::invalid_argument);
    CHECK_THROWS_AS(moved(colour, {.right = kMaxShift + 1}), std::invalid_argument);
}

}  // namespace convscope
