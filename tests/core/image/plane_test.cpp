#include "core/image/plane.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>

using namespace convscope;

TEST_CASE("a byte plane gives its values row by row") {
    const Plane plane({2, 3}, std::vector<std::uint8_t>{1, 2, 3, 4, 5, 255});
    CHECK(plane.is_bytes());
    CHECK(plane.size() == Size{2, 3});
    CHECK(plane.at(0, 2) == 3.0F);
    CHECK(plane.at(1, 0) == 4.0F);
    CHECK(plane.at(1, 2) == 255.0F);
    CHECK(plane.bytes().size() == 6);
    CHECK(plane.floats().empty());
}

TEST_CASE("a float plane gives its values row by row") {
    const Plane plane({3, 2}, std::vector<float>{0.5F, -1, 2, 3, 4, 1e30F});
    CHECK_FALSE(plane.is_bytes());
    CHECK(plane.at(0, 1) == -1.0F);
    CHECK(plane.at(2, 1) == 1e30F);
    CHECK(plane.bytes().empty());
    CHECK(plane.floats()[0] == 0.5F);
}

TEST_CASE("a plane without pixels is empty") {
    CHECK(Plane().empty());
    CHECK(Plane().bytes().empty());
    CHECK(Plane().floats().empty());
}

TEST_CASE("copies of a plane share their storage") {
    const Plane plane({1, 2}, std::vector<std::uint8_t>{7, 8});
    Plane copy = plane;
    CHECK(copy.same_storage(plane));
    CHECK(copy.bytes().data() == plane.bytes().data());
    copy = Plane();
    CHECK(plane.at(0, 1) == 8);
    CHECK_FALSE(plane.same_storage(Plane({1, 2}, std::vector<std::uint8_t>{7, 8})));
}

TEST_CASE("the area of a large size does not overflow") {
    CHECK(Size{100'000, 100'000}.area() == 10'000'000'000);
}

TEST_CASE("rows of a float image start on 64-byte boundaries") {
    for (const int cols : {1, 15, 16, 17, 63, 64, 65}) {
        FloatImage image(Size{3, cols});
        CHECK(image.stride() % 16 == 0);
        CHECK(image.stride() >= static_cast<std::size_t>(cols));
        for (int r = 0; r < 3; ++r) CHECK(reinterpret_cast<std::uintptr_t>(image.row(r)) % 64 == 0);
    }
}

TEST_CASE("a float image keeps its memory if it is large enough") {
    FloatImage image(Size{8, 32});
    const float* first = image.row(0);
    image.resize({4, 20});
    CHECK(image.row(0) == first);
    CHECK(image.size() == Size{4, 20});
    CHECK(image.stride() == 48);
    image.resize({64, 64});
    image.at(63, 63) = 5;
    CHECK(image.at(63, 63) == 5);
}

TEST_CASE("planes and float images convert to each other without loss") {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const Plane plane({2, 3}, std::vector<float>{1.25F, -2, 3, std::numeric_limits<float>::infinity(), nan, 0});
    const Plane back = to_plane(to_float_image(plane));
    CHECK(back.size() == plane.size());
    CHECK(back.at(0, 0) == 1.25F);
    CHECK(back.at(1, 0) == std::numeric_limits<float>::infinity());
    CHECK(std::isnan(back.at(1, 1)));

    const FloatImage from_bytes = to_float_image(Plane({1, 2}, std::vector<std::uint8_t>{0, 255}));
    CHECK(from_bytes.at(0, 0) == 0.0F);
    CHECK(from_bytes.at(0, 1) == 255.0F);
}
