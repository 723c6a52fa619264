// Worked examples of LocalResponseNormalization, Take and the placements of Resizing.
#include <doctest/doctest.h>

#include <cmath>

#include "core/nn/layers/normalization/local_response_normalization.h"
#include "core/nn/layers/shape/resizing.h"
#include "core/nn/layers/shape/take.h"
#include "tests/core/nn/layers/layer_run.h"

namespace convscope::nn {

namespace {

using Values = std::vector<float>;

/// One row of pixels, resized to `cols` pixels.
Values resized(const Values& row, std::int64_t cols, Interpolation interpolation, const Placement& placement) {
    const auto layer = std::make_shared<const Resizing>(Resizing::Parameters{1, cols, interpolation, placement});
    return run(layer, {{{1, std::ssize(row), 1}, row}}, {});
}

void check_near(const Values& found, const Values& expected) {
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i] == doctest::Approx(expected[i]));
}

}  // namespace

TEST_CASE("LocalResponseNormalization divides by a power of the squares of the channels around") {
    const auto layer = std::make_shared<const LocalResponseNormalization>(
        LocalResponseNormalization::Parameters{.size = 3, .alpha = 3, .beta = .5, .bias = 1});
    // Sums of squares: 1 + 4, 1 + 4 + 9, 4 + 9.
    check_near(run(layer, {{{3}, {1, 2, 3}}}, {}), {1 / std::sqrt(6.F), 2 / std::sqrt(15.F), 3 / std::sqrt(14.F)});
    // An even window has one channel more after the value: 1 + 4, 4 + 9, 9.
    const auto even = std::make_shared<const LocalResponseNormalization>(
        LocalResponseNormalization::Parameters{.size = 2, .alpha = 2, .beta = 1, .bias = 2});
    check_near(run(even, {{{3}, {1, 2, 3}}}, {}), {1 / 7.F, 2 / 15.F, 3 / 11.F});
    CHECK(shape_fault([] { LocalResponseNormalization({.size = 0}); }).starts_with("sums over 0 channels"));
    CHECK(shape_fault([] { LocalResponseNormalization({.bias = 0}); }).starts_with("has a bias of 0"));
}

TEST_CASE("Take copies positions along an axis in any order") {
    const Tensor image{{2, 3, 2}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}};
    const auto taken = [&](std::size_t axis, const std::vector<std::int64_t>& indexes) {
        return run(std::make_shared<const Take>(Take::Parameters{axis, indexes}), {image}, {});
    };
    CHECK(taken(0, {1}) == Values{7, 8, 9, 10, 11, 12});
    CHECK(taken(1, {2, 0}) == Values{5, 6, 1, 2, 11, 12, 7, 8});
    CHECK(taken(2, {1, 0, 0}) == Values{2, 1, 1, 4, 3, 3, 6, 5, 5, 8, 7, 7, 10, 9, 9, 12, 11, 11});
    CHECK(shape_fault([] { Take({0, {}}); }) == "takes no positions");
    CHECK(shape_fault([] { Take({0, {-1}}); }) == "takes a negative position");
    CHECK(shape_fault([&] { taken(1, {3}); }) == "takes position 3 of 3 positions");
    CHECK(shape_fault([&] { taken(3, {0}); }) == "takes positions along axis 3 of 2, 3, 2");
}

TEST_CASE("Resizing places its outputs by corners, by first pixels or by halves of pixels") {
    const Values row{1, 2, 3, 4};
    using enum Interpolation;
    check_near(resized(row, 7, bilinear, {.coordinates = Coordinates::align_corners}), {1, 1.5, 2, 2.5, 3, 3.5, 4});
    check_near(resized(row, 8, bilinear, {.coordinates = Coordinates::asymmetric}), {1, 1.5, 2, 2.5, 3, 3.5, 4, 4});
    check_near(resized(row, 8, bilinear, {}), {1, 1.25, 1.75, 2.25, 2.75, 3.25, 3.75, 4});
    check_near(resized(row, 1, bilinear, {.coordinates = Coordinates::half_pixel_or_first}), {1});
    check_near(resized(row, 1, bilinear, {}), {2.5});
    // With a scale of 0.6 the second output is at 1.5 / 0.6 - 0.5 = 2.
    check_near(resized(row, 2, bilinear, {.col_scale = .6}), {1 + 1 / 3.F, 3});
}

TEST_CASE("Resizing to the nearest pixel rounds as its setting says") {
    const Values row{1, 2, 3, 4};
    using enum Coordinates;
    // Places 0, 1.5, 3.
    const auto at_corners = [&](Rounding rounding) {
        return resized(row, 3, Interpolation::nearest, {.coordinates = align_corners, .rounding = rounding});
    };
    CHECK(at_corners(Rounding::half_up) == Values{1, 3, 4});
    CHECK(at_corners(Rounding::half_down) == Values{1, 2, 4});
    CHECK(at_corners(Rounding::down) == Values{1, 2, 4});
    CHECK(at_corners(Rounding::up) == Values{1, 3, 4});
}

TEST_CASE("cubic interpolation reproduces a straight line inside the image and excludes what is outside on request") {
    // At 1.5 the shares of Keys's function with a = -0.5 are -1/16, 9/16, 9/16, -1/16.
    const Placement corners{.coordinates = Coordinates::align_corners, .cubic_a = -.5};
    check_near(resized({1, 2, 3, 4}, 3, Interpolation::cubic, corners), {1, 2.5, 4});
    // At 0.5 the pixel before the first one is the first again: -1/16 0 + 9/16 0 + 9/16 1 - 1/16 8.
    Placement middle{.coordinates = Coordinates::align_corners, .cubic_a = -.5};
    CHECK(resized({0, 1, 8}, 5, Interpolation::cubic, middle)[1] == doctest::Approx(1 / 16.F));
    middle.excludes_outside = true;  // the other shares are 9/16, 9/16 and -1/16, which add up to 17/16
    CHECK(resized({0, 1, 8}, 5, Interpolation::cubic, middle)[1] == doctest::Approx(1 / 17.F));
}

}  // namespace convscope::nn
