#include "core/filter/motion/motion_comparison.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <stdexcept>
#include <vector>

#include "core/filter/presets.h"

namespace convscope {

namespace {

Plane noise(Size size, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<std::uint8_t> values(static_cast<std::size_t>(size.area()));
    for (std::uint8_t& value : values) value = static_cast<std::uint8_t>(random() % 256);
    return {size, std::move(values)};
}

FilterSettings sobel(Pooling pooling = Pooling::max) {
    return {.kernel = find_preset("sobel-vertical")->kernel, .pooling = pooling};
}

}  // namespace

TEST_CASE("the output of a convolution follows a shift of its input exactly, with every border") {
    const Plane input = noise({40, 50}, 1);
    for (const Border border : {Border::valid, Border::zero, Border::replicate, Border::keep}) {
        FilterSettings settings = sobel();
        settings.border = border;
        const MotionComparison c = compare_motion(input, settings, {.right = 3, .down = -2});
        CHECK_FALSE(c.is_empty);
        CHECK(c.follows == 1);
        CHECK(c.filtered_unchanged < .2);
    }
}

TEST_CASE("a strided output follows a shift by a multiple of the stride, but not a shift by less") {
    const Plane input = noise({60, 60}, 2);
    FilterSettings settings = sobel(Pooling::none);
    settings.stride = 2;
    CHECK(compare_motion(input, settings, {.right = 4}).follows == 1);
    CHECK(compare_motion(input, settings, {.right = 1}).follows < .2);
}

TEST_CASE("the output of a vertical-edge filter does not follow a rotation by 90 degrees, the output of a blur does") {
    const Plane input = noise({41, 41}, 3);
    CHECK(compare_motion(input, sobel(), {.turn = 90}).follows < .2);
    FilterSettings blur{.kernel = find_preset("box-blur")->kernel, .weight = find_preset("box-blur")->weight};
    CHECK(compare_motion(input, blur, {.turn = 90}).follows == 1);
}

TEST_CASE("if a bright pixel moves inside its pooling block, the pooled values do not change, but filtered values do") {
    // One bright pixel on black: a shift by one changes the output of the identity at two pixels, but no pooled value.
    std::vector<std::uint8_t> values(400);
    values[8 * 20 + 8] = 255;
    const Plane input({20, 20}, std::move(values));
    const FilterSettings identity{.pooling = Pooling::max};
    FilterSettings settings = identity;
    settings.border = Border::zero;
    const MotionComparison c = compare_motion(input, settings, {.right = 1});
    CHECK(c.follows == 1);
    CHECK(c.pooled_unchanged == 1);
    CHECK(c.filtered_unchanged < 1);
    // A shift by two moves the pixel out of its block: two of the compared pooled values change.
    CHECK(compare_motion(input, settings, {.right = 2}).pooled_unchanged < 1);
}

TEST_CASE("a dot that moves by one pixel changes twelve of the filtered values that can be compared") {
    std::vector<std::uint8_t> values(225);
    values[7 * 15 + 7] = 255;
    const Plane dot({15, 15}, std::move(values));
    // Of the 13 x 13 outputs, the first column depends on pixels from outside the picture: 156 are compared. The dot
    // has responses in two columns of three rows: in columns 5 and 7 before the shift, in columns 6 and 8 after it.
    const MotionComparison c = compare_motion(dot, sobel(), {.right = 1});
    CHECK(c.follows == 1);
    CHECK(c.filtered_unchanged == doctest::Approx(144.0 / 156));
}

TEST_CASE("without motion all values are unchanged; after a shift out of the picture none can be compared") {
    const Plane input = noise({12, 12}, 4);
    const MotionComparison still = compare_motion(input, sobel(), {});
    CHECK(still.follows == 1);
    CHECK(still.filtered_unchanged == 1);
    CHECK(still.pooled_unchanged == 1);
    CHECK(compare_motion(input, sobel(), {.right = 12}).is_empty);
    CHECK_THROWS_AS(compare_motion(noise({2, 2}, 5), sobel(), {}), std::invalid_argument);
}

}  // namespace convscope
