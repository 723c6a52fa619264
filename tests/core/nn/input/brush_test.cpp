#include "core/nn/input/brush.h"

#include <doctest/doctest.h>

#include <cmath>
#include <memory>
#include <optional>
#include <vector>

namespace convscope::nn {

namespace {

/// value = brightness / 2 - 1.
const Preprocessing kHalved{Inversion::never, {0.5F, 0.5F, 0.5F}, {-1, -1, -1}};

Tensor filled(const Shape& shape, float value) {
    return {shape, std::vector<float>(static_cast<std::size_t>(shape.count()), value)};
}

float at(const SharedTensor& tensor, std::int64_t row, std::int64_t col, std::int64_t channel = 0) {
    return tensor->values.at(static_cast<std::size_t>(index_of(tensor->shape, {row, col, channel})));
}

}  // namespace

TEST_CASE("a dab covers inner pixels fully, pixels at its edge by half, and no others") {
    const Tensor unpainted = filled({9, 9, 1}, 10);
    const std::vector<Dab> dabs{{4.5, 4.5, 2, 200.F}};
    const SharedTensor paint = with_dabs(nullptr, dabs, kHalved, unpainted);
    REQUIRE(paint);
    for (const int col : {3, 4, 5}) CHECK(at(paint, 4, col) == 99);
    // Pixels at a distance of 2, the radius, are covered by half: halfway from 10 to 99.
    CHECK(at(paint, 4, 6) == 54.5F);
    CHECK(at(paint, 2, 4) == 54.5F);
    CHECK(std::isnan(at(paint, 4, 7)));
    CHECK(std::isnan(at(paint, 0, 0)));
}

TEST_CASE("a dab over paint blends with the paint, and one outside the input paints nothing") {
    const Tensor unpainted = filled({9, 9, 1}, 10);
    const std::vector<Dab> first{{4.5, 4.5, 2, 200.F}}, second{{4.5, 4.5, 2, 2.F}}, outside{{-20, 4, 3, 200.F}};
    const SharedTensor paint = with_dabs(with_dabs(nullptr, first, kHalved, unpainted), second, kHalved, unpainted);
    CHECK(at(paint, 4, 4) == 0);
    CHECK(at(paint, 4, 6) == 27.25F);
    CHECK(with_dabs(nullptr, outside, kHalved, unpainted) == nullptr);
}

TEST_CASE("erasing with the dabs of a stroke leaves no paint; paint of another shape is ignored") {
    const Tensor unpainted = filled({9, 9, 3}, 10);
    const std::vector<Dab> stroke{{2, 2, 1.5F, 200.F}, {3, 3, 1.5F, 200.F}};
    std::vector<Dab> erased = stroke;
    for (Dab& dab : erased) dab.ink.reset();
    const SharedTensor paint = with_dabs(nullptr, stroke, kHalved, unpainted);
    REQUIRE(paint);
    CHECK(with_dabs(paint, erased, kHalved, unpainted) == nullptr);
    const SharedTensor other = with_dabs(paint, stroke, kHalved, filled({5, 5, 1}, 0));
    CHECK(other->shape == Shape{5, 5, 1});
}

TEST_CASE("paint keeps its brightness when the preprocessing and the order of colours change") {
    const std::vector<Dab> dabs{{0.5, 0.5, 0.5F, 200.F}};
    const SharedTensor paint = with_dabs(nullptr, dabs, kHalved, filled({2, 2, 3}, 0));
    Preprocessing after{Inversion::never, {1, 2, 3}, {0, 10, 0}, ColourOrder::bgr};
    const SharedTensor converted = repainted(paint, kHalved, after);
    CHECK(at(converted, 0, 0, 0) == 600);
    CHECK(at(converted, 0, 0, 1) == 410);
    CHECK(at(converted, 0, 0, 2) == 200);
    CHECK(std::isnan(at(converted, 1, 1, 0)));
    CHECK(repainted(paint, kHalved, kHalved) == paint);
    CHECK(repainted(nullptr, kHalved, after) == nullptr);
}

}  // namespace convscope::nn
