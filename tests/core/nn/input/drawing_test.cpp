#include "core/nn/input/drawing.h"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "core/nn/input/picture_input.h"

namespace convscope::nn {

namespace {

/// value = brightness / 255.
const Preprocessing kUnit{Inversion::never, {1 / 255.F, 1 / 255.F, 1 / 255.F}, {0, 0, 0}};

Tensor black(const Shape& shape) {
    return {shape, std::vector<float>(static_cast<std::size_t>(shape.count()), 0)};
}

/// A 7 x 7 input with a white frame: a ring of paint around the 3 x 3 pixels in the middle.
SharedTensor framed() {
    std::vector<Dab> dabs;
    for (int i = 1; i <= 5; ++i)
        for (const PadPoint& at :
             {PadPoint{1, i + 0.0}, PadPoint{5, i + 0.0}, PadPoint{i + 0.0, 1}, PadPoint{i + 0.0, 5}})
            dabs.push_back({at.row + 0.5, at.col + 0.5, 0.5F, 255.F});
    return with_dabs(nullptr, dabs, kUnit, black({7, 7, 1}));
}

/// The number of painted pixels with this value in the first channel.
int count_of(const SharedTensor& paint, float value) {
    int count = 0;
    for (std::int64_t i = 0; i < paint->shape.rows() * paint->shape.cols(); ++i)
        if (std::abs(paint->values[static_cast<std::size_t>(i * paint->shape.channels())] - value) < 1e-5F) ++count;
    return count;
}

}  // namespace

TEST_CASE("a stroke's dabs are at most 0.3 radii apart, and the last one lies at its end") {
    const std::vector<Dab> dabs = dabs_between({2, 3}, {8, 11, 2, 200.F});
    CHECK(dabs.size() == 17);  // a distance of 10 in steps of at most 0.6
    PadPoint last{2, 3};
    for (const Dab& dab : dabs) {
        CHECK(std::hypot(dab.row - last.row, dab.col - last.col) <= 0.6 + 1e-9);
        CHECK(dab.radius == 2);
        last = {dab.row, dab.col};
    }
    CHECK(last == PadPoint{8, 11});
    CHECK(dabs_between({1, 1}, {1, 1, 2, 200.F}).empty());
    // For small brushes, the distance is at most 0.3 pixels.
    CHECK(dabs_between({0, 0}, {0, 3, 0.5F, 9.F}).size() == 10);
}

TEST_CASE("a line includes both ends; mirrored() gives dabs at both sides of the middle") {
    const std::vector<Dab> line = line_dabs({1, 2}, {4, 6, 1, 200.F});
    CHECK(line.front().row == 1);
    CHECK(line.front().col == 2);
    CHECK(line.back().col == 6);
    const std::vector<Dab> both = mirrored(line, 28);
    REQUIRE(both.size() == 2 * line.size());
    for (std::size_t i = 0; i < line.size(); ++i) {
        CHECK(both[i].col == line[i].col);
        CHECK(both[line.size() + i].row == line[i].row);
        CHECK(both[line.size() + i].col == 28 - line[i].col);
    }
}

TEST_CASE("a mirrored stroke paints a symmetric picture") {
    const std::vector<Dab> dabs = mirrored(line_dabs({2.3, 1.7}, {6.1, 3.2, 1.2F, 255.F}), 9);
    const SharedTensor paint = with_dabs(nullptr, dabs, kUnit, black({9, 9, 1}));
    const Tensor input = painted(black({9, 9, 1}), paint);
    for (std::size_t row = 0; row < 9; ++row)
        for (std::size_t col = 0; col < 9; ++col)
            CHECK(input.values[row * 9 + col] == doctest::Approx(input.values[row * 9 + 8 - col]).epsilon(1e-5));
}

TEST_CASE("filling stops at enclosing lines, from inside and from outside") {
    const SharedTensor frame = framed();
    CHECK(count_of(frame, 1) == 16);
    const SharedTensor inside = with_fill(frame, {.row = 3, .col = 3, .ink = Ink(102)}, kUnit, black({7, 7, 1}));
    CHECK(count_of(inside, 0.4F) == 9);
    CHECK(count_of(inside, 1) == 16);
    const SharedTensor outside = with_fill(frame, {.row = 0, .col = 6, .ink = Ink(102)}, kUnit, black({7, 7, 1}));
    CHECK(count_of(outside, 0.4F) == 49 - 25);
    const SharedTensor line = with_fill(frame, {.row = 1, .col = 1, .ink = Ink(51)}, kUnit, black({7, 7, 1}));
    CHECK(count_of(line, 0.2F) == 16);
}

TEST_CASE("a diagonal line of the smallest brush encloses an area, and a soft edge is a border") {
    // A thin line from corner to corner divides the input into two triangles.
    const Tensor ground = black({12, 12, 1});
    const SharedTensor line = with_dabs(nullptr, line_dabs({0, 0}, {12, 12, kMinBrush, 255.F}), kUnit, ground);
    const SharedTensor filled = with_fill(line, {.row = 11, .col = 0, .ink = Ink(255)}, kUnit, ground);
    const Tensor input = painted(ground, filled);
    CHECK(input.values[11 * 12 + 0] == 1);
    CHECK(input.values[6 * 12 + 1] == 1);
    CHECK(input.values[0 * 12 + 11] == 0);
    CHECK(input.values[3 * 12 + 9] == 0);
}

TEST_CASE("filling with the eraser removes paint; a start outside the input fills nothing") {
    const SharedTensor frame = framed();
    const SharedTensor filled = with_fill(frame, {.row = 3, .col = 3, .ink = Ink(102)}, kUnit, black({7, 7, 1}));
    const SharedTensor again = with_fill(filled, {.row = 3, .col = 3, .ink = std::nullopt}, kUnit, black({7, 7, 1}));
    CHECK(count_of(again, 0.4F) == 0);
    CHECK(count_of(again, 1) == 16);
    for (const AreaFill& fill :
         {AreaFill{.row = -1, .col = 3, .ink = Ink(9)}, AreaFill{.row = 3, .col = 7, .ink = Ink(9)}}) {
        CHECK(with_fill(nullptr, fill, kUnit, black({7, 7, 1})) == nullptr);
        CHECK(with_fill(frame, fill, kUnit, black({7, 7, 1}))->values.size() == 49);
    }
    const SharedTensor other = with_fill(frame, {.row = 0, .col = 0, .ink = Ink(255)}, kUnit, black({5, 5, 1}));
    CHECK(other->shape == Shape{5, 5, 1});
    CHECK(count_of(other, 1) == 25);
}

TEST_CASE("colours are compared and painted in the model's order; a grey input takes their mean") {
    Preprocessing bgr = kUnit;
    bgr.order = ColourOrder::bgr;
    const Ink orange({255, 102, 0});
    const std::vector<Dab> dab{{1.5, 1.5, 0.5F, orange}};
    const SharedTensor paint = with_dabs(nullptr, dab, bgr, black({3, 3, 3}));
    const auto at = [&](std::int64_t channel) {
        return paint->values[static_cast<std::size_t>(index_of(paint->shape, {1, 1, channel}))];
    };
    CHECK(at(0) == 0);
    CHECK(at(1) == doctest::Approx(0.4));
    CHECK(at(2) == 1);
    const SharedTensor around = with_fill(paint, {.row = 0, .col = 0, .ink = orange}, bgr, black({3, 3, 3}));
    CHECK(around->values == with_fill(nullptr, {.row = 0, .col = 0, .ink = orange}, bgr, black({3, 3, 3}))->values);
    const SharedTensor grey = with_dabs(nullptr, dab, kUnit, black({3, 3, 1}));
    CHECK(grey->values[4] == doctest::Approx(119 / 255.0));
}

}  // namespace convscope::nn
