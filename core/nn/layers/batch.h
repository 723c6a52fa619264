// Helpers of the reference computations: the examples of a batch and their positions. Must not include layers.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "core/nn/model/tensor.h"

namespace convscope::nn {

/// Example `n` of a batch whose examples have this shape.
template <class Value>
std::span<Value> example(std::span<Value> batch, std::int64_t n, const Shape& shape) {
    const auto count = static_cast<std::size_t>(shape.count());
    return batch.subspan(static_cast<std::size_t>(n) * count, count);
}

/// Calls visit(position) for every value of the shape, in memory order.
template <class Visit>
void for_each_position(const Shape& shape, const Visit& visit) {
    for (std::int64_t row = 0; row < shape.rows(); ++row)
        for (std::int64_t col = 0; col < shape.cols(); ++col)
            for (std::int64_t channel = 0; channel < shape.channels(); ++channel) visit(Position{row, col, channel});
}

/// The value, or the sum of gradients, at a position of one example with this shape.
template <class Value>
Value& value_at(std::span<Value> values, const Shape& shape, const Position& position) {
    return values[static_cast<std::size_t>(index_of(shape, position))];
}

/// Rounds sums to floats. `out` may be longer than `sums`.
inline void narrow(std::span<const double> sums, std::span<float> out) {
    std::ranges::transform(sums, out.begin(), [](double sum) { return static_cast<float>(sum); });
}

}  // namespace convscope::nn
