#include "core/nn/model/window.h"

#include <doctest/doctest.h>

#include <limits>

#include "tests/core/nn/layers/layer_run.h"

namespace convscope::nn {

namespace {

/// A square window on a square image.
WindowAxis axis(std::int64_t input, Window window) {
    window.cols = window.rows;
    window.col_stride = window.row_stride;
    window.col_dilation = window.row_dilation;
    window.border.left = window.border.top;
    window.border.right = window.border.bottom;
    const WindowAxes axes = axes_of(window, {input, input, 1});
    CHECK(axes.rows.output == axes.cols.output);
    return axes.rows;
}

/// The window with an explicit border.
Window with_border(Window window, std::int64_t before, std::int64_t after) {
    window.padding = Padding::explicit_;
    window.border.top = before;
    window.border.bottom = after;
    return window;
}

/// The outputs whose windows contain an input position, found tap by tap.
Interval outputs_of(const WindowAxis& a, std::int64_t position) {
    Interval outputs;
    for (std::int64_t out = 0; out < a.output; ++out)
        for (std::int64_t tap = 0; tap < a.size; ++tap)
            if (a.tap(out, tap) == position) outputs = {outputs.empty() ? out : outputs.begin, out + 1};
    return outputs;
}

void check_against_search(const WindowAxis& a) {
    for (std::int64_t position = -a.before; position < a.input + a.after; ++position) {
        const Interval outputs = outputs_of(a, position);
        const Interval reached = intersection(a.reach({position, position + 1}), {0, a.output});
        CHECK(reached.empty() == outputs.empty());
        if (!outputs.empty()) CHECK(reached == outputs);
    }
    for (std::int64_t out = 0; out < a.output; ++out)
        CHECK(a.source({out, out + 1}) == Interval{a.tap(out, 0), a.tap(out, a.size - 1) + 1});
    CHECK(a.source({0, a.output}) == Interval{-a.before, a.tap(a.output - 1, a.size - 1) + 1});
}

}  // namespace

TEST_CASE("valid padding gives (input - extent) / stride + 1 outputs, rounded down") {
    CHECK(axis(28, {.rows = 3}).output == 26);
    CHECK(axis(28, {.rows = 5}).output == 24);
    CHECK(axis(11, {.rows = 2, .row_stride = 2}).output == 5);
    CHECK(axis(26, {.rows = 2, .row_stride = 2}).output == 13);
    CHECK(axis(7, {.rows = 3, .row_dilation = 3}).output == 1);
    CHECK(axis(224, {.rows = 7, .row_stride = 2}).output == 109);
}

TEST_CASE("same padding gives input / stride outputs, rounded up; an odd border is larger at the end, as in Keras") {
    const WindowAxis three = axis(28, {.rows = 3, .padding = Padding::same});
    CHECK(three.output == 28);
    CHECK(three.before == 1);
    CHECK(three.after == 1);
    const WindowAxis strided = axis(28, {.rows = 3, .row_stride = 2, .padding = Padding::same});
    CHECK(strided.output == 14);
    CHECK(strided.before == 0);
    CHECK(strided.after == 1);
    const WindowAxis odd = axis(27, {.rows = 3, .row_stride = 2, .padding = Padding::same});
    CHECK(odd.output == 14);
    CHECK(odd.before == 1);
    CHECK(odd.after == 1);
    const WindowAxis even = axis(10, {.rows = 4, .padding = Padding::same});
    CHECK(even.before == 1);
    CHECK(even.after == 2);
    const WindowAxis sparse = axis(10, {.rows = 1, .row_stride = 3, .padding = Padding::same});
    CHECK(sparse.output == 4);
    CHECK(sparse.before == 0);
    CHECK(sparse.after == 0);
    CHECK(axis(7, {.rows = 3, .row_dilation = 2, .padding = Padding::same}).before == 2);
}

TEST_CASE("explicit borders are added; ceil_mode keeps a last window that extends beyond the end") {
    CHECK(axis(112, with_border({.rows = 3, .row_stride = 2}, 1, 1)).output == 56);
    CHECK(axis(112, with_border({.rows = 3, .row_stride = 2, .ceil_mode = true}, 0, 0)).output == 56);
    CHECK(axis(112, with_border({.rows = 3, .row_stride = 2}, 0, 0)).output == 55);
    // A last window that would start in the border after the input is dropped.
    CHECK(axis(4, with_border({.rows = 2, .row_stride = 4, .ceil_mode = true}, 0, 1)).output == 1);
    CHECK(axis(5, with_border({.rows = 2, .row_stride = 4, .ceil_mode = true}, 0, 0)).output == 2);
    // A window larger than the image is kept if it starts in the image.
    CHECK(axis(1, with_border({.rows = 2, .row_stride = 2, .ceil_mode = true}, 0, 0)).output == 1);
}

TEST_CASE("source() and reach() equal the results of a search through all taps") {
    for (std::int64_t input = 3; input <= 9; ++input)
        for (std::int64_t size = 1; size <= 3; ++size)
            for (std::int64_t stride = 1; stride <= 4; ++stride)
                for (std::int64_t border = 0; border < 3; ++border) {
                    CAPTURE(input);
                    CAPTURE(size);
                    CAPTURE(stride);
                    CAPTURE(border);
                    check_against_search(axis(input, with_border({.rows = size, .row_stride = stride}, border, 1)));
                }
}

TEST_CASE("source() and reach() of an empty interval are empty") {
    const WindowAxis a = axis(9, {.rows = 3});
    CHECK(a.source({4, 4}).empty());
    CHECK(a.reach({4, 4}).empty());
}

TEST_CASE("windows larger than the image or out of range throw ShapeError") {
    CHECK(shape_fault([] {
              axes_of({.rows = 3, .cols = 3}, {2, 9, 1});
          }) == "has a window of 3 x 3, which does not fit into an image of 2 x 9");
    CHECK(shape_fault([] {
              axes_of({.rows = 3, .cols = 2, .row_dilation = 4}, {8, 8, 1});
          }) == "has a window of 9 x 2, which does not fit into an image of 8 x 8");
    CHECK(shape_fault([] { Window{.rows = 0}.check(); }) ==
          "has a window size, stride or dilation of 0, which is not 1 to 1048576");
    CHECK(shape_fault([] { Window{.col_stride = -1}.check(); }) ==
          "has a window size, stride or dilation of -1, which is not 1 to 1048576");
    CHECK(shape_fault([] { Window{.border = {.left = -2}}.check(); }) ==
          "has a border of -2, which is not 0 to 1048576");
    constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max();
    CHECK_FALSE(shape_fault([] { Window{.row_dilation = kHuge}.check(); }).empty());
    CHECK_FALSE(shape_fault([] { Border{.top = kMaxSide + 1}.check(); }).empty());
    CHECK(shape_fault([] { Border{.top = kMaxSide}.check(); }).empty());
}

}  // namespace convscope::nn
