// Shapes, positions and regions.
#include "core/nn/model/tensor.h"

#include <doctest/doctest.h>

#include "core/nn/model/region.h"

namespace convscope::nn {

TEST_CASE("a shape is written as its lengths with commas, or as scalar") {
    CHECK(to_string(Shape{26, 26, 64}) == "26, 26, 64");
    CHECK(to_string(Shape{1600}) == "1600");
    CHECK(to_string(Shape{}) == "scalar");
}

TEST_CASE("a shape without row or column axis has one row or one column") {
    const Shape image{26, 25, 64};
    CHECK(image.is_image());
    CHECK(image.count() == 26 * 25 * 64);
    CHECK(image.rows() == 26);
    CHECK(image.cols() == 25);
    CHECK(image.channels() == 64);
    const Shape vector{10};
    CHECK_FALSE(vector.is_image());
    CHECK(vector.rows() == 1);
    CHECK(vector.cols() == 1);
    CHECK(vector.channels() == 10);
    const Shape sequence{7, 3};
    CHECK(sequence.rows() == 1);
    CHECK(sequence.cols() == 7);
    CHECK(sequence.channels() == 3);
    CHECK(Shape{}.count() == 1);
    CHECK(Shape{}.channels() == 1);
}

TEST_CASE("index_of() and position_of() are inverse to each other") {
    for (const Shape& shape : {Shape{3, 4, 5}, Shape{4, 5}, Shape{7}, Shape{}})
        for (std::int64_t i = 0; i < shape.count(); ++i) {
            const Position at = position_of(shape, i);
            CHECK(contains(shape, at));
            CHECK(index_of(shape, at) == i);
        }
    CHECK(index_of(Shape{3, 4, 5}, {1, 2, 3}) == 33);
    CHECK(position_of(Shape{7}, 4) == Position{0, 0, 4});
    CHECK_FALSE(contains(Shape{3, 4, 5}, {3, 0, 0}));
    CHECK_FALSE(contains(Shape{3, 4, 5}, {0, -1, 0}));
    CHECK_FALSE(contains(Shape{3, 4, 5}, {0, 0, 5}));
}

TEST_CASE("regions are clipped to a shape and merged into their hull") {
    const Region region{{-1, 2}, {3, 9}, {0, 1}};
    CHECK(clipped(region, {4, 5, 2}) == Region{{0, 2}, {3, 5}, {0, 1}});
    CHECK(clipped(region, {4, 3, 2}).empty());
    CHECK(hull(region, single({5, 0, 3})) == Region{{-1, 6}, {0, 9}, {0, 4}});
    CHECK(hull(Region{}, region) == region);
    CHECK(hull(region, Region{}) == region);
    CHECK(whole(Shape{10}) == Region{{0, 1}, {0, 1}, {0, 10}});
    CHECK(Region{}.empty());
    CHECK_FALSE(single({0, 0, 0}).empty());
}

}  // namespace convscope::nn
