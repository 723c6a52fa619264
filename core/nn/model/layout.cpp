#include "core/nn/model/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <numeric>

#include "core/base/text/translation.h"

namespace convscope::nn {

namespace {

/// The lengths, with kBatchAxis replaced by `batch`.
std::vector<std::int64_t> with_batch(std::vector<std::int64_t> lengths, std::int64_t batch) {
    std::ranges::replace(lengths, Layout::kBatchAxis, batch);
    return lengths;
}

/// Calls visit(index in the model's memory, index in the file's tensor) for every value of a batch, in the model's
/// order.
template <class Visit>
void for_each_pair(const Layout& layout, std::int64_t batch, const Visit& visit) {
    const std::vector<std::int64_t> lengths = with_batch(layout.factors, batch);
    std::vector<std::int64_t> file_steps(lengths.size(), 1);
    for (std::size_t i = lengths.size(); i-- > 1;) file_steps[i - 1] = file_steps[i] * lengths[i];
    // The model stores the batch outermost.
    std::vector<std::int64_t> model_lengths, model_steps;
    const auto add = [&](std::size_t factor) {
        model_lengths.push_back(lengths[factor]);
        model_steps.push_back(file_steps[factor]);
    };
    const auto batch_at = std::ranges::find(layout.factors, Layout::kBatchAxis);
    if (batch_at != layout.factors.end()) add(static_cast<std::size_t>(batch_at - layout.factors.begin()));
    for (const std::size_t factor : layout.order) add(factor);

    std::vector<std::int64_t> at(model_lengths.size(), 0);
    const std::int64_t count = batch * layout.count();
    std::int64_t file_index = 0;
    for (std::int64_t i = 0; i < count; ++i) {
        visit(static_cast<std::size_t>(i), static_cast<std::size_t>(file_index));
        for (std::size_t axis = model_lengths.size(); axis-- > 0;) {
            file_index += model_steps[axis];
            if (++at[axis] < model_lengths[axis]) break;
            file_index -= model_steps[axis] * model_lengths[axis];
            at[axis] = 0;
        }
    }
}

std::int64_t product(const std::vector<std::int64_t>& lengths) {
    return std::accumulate(lengths.begin(), lengths.end(), std::int64_t{1},
                           [](std::int64_t a, std::int64_t b) { return b == Layout::kBatchAxis ? a : a * b; });
}

}  // namespace

bool Layout::is_batched() const {
    return std::ranges::find(axes, kBatchAxis) != axes.end();
}

std::int64_t Layout::count() const {
    return product(factors);
}

bool Layout::is_sound() const {
    if (std::ranges::count(axes, kBatchAxis) > 1) return false;
    std::size_t next = 0;
    for (const std::int64_t axis : axes) {
        std::int64_t remaining = axis;
        if (axis == kBatchAxis) {
            if (next == factors.size() || factors[next++] != kBatchAxis) return false;
            continue;
        }
        while (remaining != 1 && next < factors.size() && factors[next] > 0 && remaining % factors[next] == 0)
            remaining /= factors[next++];
        if (remaining != 1) return false;
    }
    while (next < factors.size() && factors[next] == 1) ++next;
    std::vector<std::size_t> non_batch;
    for (std::size_t i = 0; i < factors.size(); ++i)
        if (factors[i] != kBatchAxis) non_batch.push_back(i);
    return next == factors.size() && std::ranges::is_permutation(order, non_batch);
}

Layout plain_layout(const Shape& shape) {
    Layout layout{.axes = shape.axes};
    layout.axes.insert(layout.axes.begin(), Layout::kBatchAxis);
    layout.factors = layout.axes;
    layout.order.resize(shape.rank());
    std::iota(layout.order.begin(), layout.order.end(), 1);
    return layout;
}

Layout channels_first(const Shape& image) {
    Layout layout{.axes = {Layout::kBatchAxis, image.channels(), image.rows(), image.cols()}, .order = {2, 3, 1}};
    layout.factors = layout.axes;
    return layout;
}

std::string to_string(const Layout& layout) {
    std::string text;
    for (const std::int64_t axis : layout.axes) {
        if (!text.empty()) text += ", ";
        text += axis == Layout::kBatchAxis ? "N" : fmt::format("{}", axis);
    }
    return text.empty() ? std::string(tr("scalar")) : text;
}

std::optional<std::int64_t> examples_in(const Layout& layout, const Shape& file_shape) {
    if (!layout.is_batched()) return file_shape.axes == layout.axes ? std::optional<std::int64_t>(1) : std::nullopt;
    const auto batch_at = std::ranges::find(layout.axes, Layout::kBatchAxis) - layout.axes.begin();
    std::vector<std::int64_t> single = layout.axes;
    single.erase(single.begin() + batch_at);
    if (file_shape.axes == single) return 1;
    if (file_shape.axes.size() != layout.axes.size()) return std::nullopt;
    const std::int64_t batch = file_shape.axes[static_cast<std::size_t>(batch_at)];
    if (batch < 1 || with_batch(layout.axes, batch) != file_shape.axes) return std::nullopt;
    return batch;
}

std::vector<float> from_file_layout(const Layout& layout, std::int64_t batch, std::span<const float> file_values) {
    assert(std::ssize(file_values) == batch * layout.count());
    std::vector<float> examples(file_values.size());
    for_each_pair(layout, batch, [&](std::size_t model_index, std::size_t file_index) {
        examples[model_index] = file_values[file_index];
    });
    return examples;
}

Tensor to_file_layout(const Layout& layout, std::int64_t batch, std::span<const float> examples) {
    assert(std::ssize(examples) == batch * layout.count());
    Tensor tensor{Shape(with_batch(layout.axes, batch)), std::vector<float>(examples.size())};
    for_each_pair(layout, batch, [&](std::size_t model_index, std::size_t file_index) {
        tensor.values[file_index] = examples[model_index];
    });
    return tensor;
}

}  // namespace convscope::nn
