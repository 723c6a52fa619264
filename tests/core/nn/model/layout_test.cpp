// The conversion between tensors in a file's layout and examples in the model's order.
#include "core/nn/model/layout.h"

#include <doctest/doctest.h>

#include <numeric>

namespace convscope::nn {

namespace {

std::vector<float> counting(std::size_t count) {
    std::vector<float> values(count);
    std::iota(values.begin(), values.end(), 0.F);
    return values;
}

}  // namespace

TEST_CASE("a plain layout adds the batch axis and keeps the order of values") {
    const Layout layout = plain_layout({2, 3, 4});
    CHECK(layout.is_sound());
    CHECK(layout.count() == 24);
    CHECK(to_string(layout) == "N, 2, 3, 4");
    CHECK(from_file_layout(layout, 2, counting(48)) == counting(48));
    const Tensor file_tensor = to_file_layout(layout, 2, counting(48));
    CHECK(file_tensor.shape == Shape{2, 2, 3, 4});
    CHECK(file_tensor.values == counting(48));
}

TEST_CASE("channels first stores one channel after the other") {
    const Layout layout = channels_first({2, 1, 3});
    CHECK(layout.is_sound());
    CHECK(to_string(layout) == "N, 3, 2, 1");
    const std::vector<float> examples{0, 10, 20, 1, 11, 21, 100, 110, 120, 101, 111, 121};
    const Tensor file_tensor = to_file_layout(layout, 2, examples);
    CHECK(file_tensor.shape == Shape{2, 3, 2, 1});
    CHECK(file_tensor.values == std::vector<float>{0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121});
    CHECK(from_file_layout(layout, 2, file_tensor.values) == examples);
}

TEST_CASE("an axis of the file may flatten several axes, and the batch may be any axis") {
    // The file flattens in the order channels, rows, cols; the model has rows, cols, channels.
    const Layout flat{.axes = {Layout::kBatchAxis, 6}, .factors = {Layout::kBatchAxis, 3, 2, 1}, .order = {2, 3, 1}};
    CHECK(flat.is_sound());
    CHECK(to_file_layout(flat, 1, std::vector<float>{0, 10, 20, 1, 11, 21}).values ==
          std::vector<float>{0, 1, 10, 11, 20, 21});
    const Layout last{.axes = {2, Layout::kBatchAxis}, .factors = {2, Layout::kBatchAxis}, .order = {0}};
    CHECK(last.is_sound());
    const Tensor file_tensor = to_file_layout(last, 3, counting(6));
    CHECK(file_tensor.shape == Shape{2, 3});
    CHECK(file_tensor.values == std::vector<float>{0, 2, 4, 1, 3, 5});
}

TEST_CASE("the number of examples follows from the file's shape") {
    const Layout layout = channels_first({28, 28, 1});
    CHECK(examples_in(layout, {5, 1, 28, 28}) == 5);
    CHECK(examples_in(layout, {1, 28, 28}) == 1);
    CHECK_FALSE(examples_in(layout, {5, 28, 28, 1}));
    CHECK_FALSE(examples_in(layout, {0, 1, 28, 28}));
    CHECK_FALSE(examples_in(layout, {28, 28}));
    const Layout whole{.axes = {3, 4}, .factors = {3, 4}, .order = {1, 0}};
    CHECK(examples_in(whole, {3, 4}) == 1);
    CHECK_FALSE(examples_in(whole, {2, 3, 4}));
}

TEST_CASE("a contradictory layout is not sound") {
    CHECK_FALSE(Layout{.axes = {2, 3}, .factors = {3, 2}, .order = {0, 1}}.is_sound());
    CHECK_FALSE(Layout{.axes = {2, 3}, .factors = {2, 3}, .order = {0, 0}}.is_sound());
    CHECK_FALSE(Layout{.axes = {-1, -1}, .factors = {-1, -1}, .order = {}}.is_sound());
    CHECK_FALSE(Layout{.axes = {6}, .factors = {2}, .order = {0}}.is_sound());
    CHECK_FALSE(Layout{.axes = {6}, .factors = {0, 6}, .order = {0, 1}}.is_sound());
    CHECK(Layout{.axes = {6, 1}, .factors = {2, 3, 1}, .order = {1, 0, 2}}.is_sound());
}

}  // namespace convscope::nn
