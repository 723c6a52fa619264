// Transposes the axes of an array. Neighbouring axes that stay neighbours are merged first; then squares of values are
// copied, so that both the lines that are read and those that are written stay in the cache.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

namespace convscope {

/// An axis of a transposed array: its length, and the distance between its values in both arrays.
struct PermutedAxis {
    std::int64_t length = 1, from_step = 1, to_step = 1;
};

/// The axes of the result, of which axis i is axis order[i] of an array with `lengths` in C order. Axes that can be
/// walked as one are merged, those of length 1 left out.
std::vector<PermutedAxis> permuted_axes(std::span<const std::int64_t> lengths, std::span<const std::size_t> order);

/// Copies values one axis at a time; the last two loops run over squares.
template <class Value>
class PermutedCopy {
  public:
    explicit PermutedCopy(std::vector<PermutedAxis> axes) : outer_(std::move(axes)) {
        if (!outer_.empty() && outer_.back().to_step == 1) cols_ = take(outer_.end() - 1);
        // If whole columns are neighbours in both arrays, any other axis can be the rows.
        const auto rows = cols_.from_step == 1 && !outer_.empty()
                              ? outer_.end() - 1
                              : std::ranges::find(outer_, 1, &PermutedAxis::from_step);
        if (rows != outer_.end()) rows_ = take(rows);
    }

    /// `from` may be unaligned.
    void copy(const std::byte* from, Value* to) const { copy_axes(outer_, from, to); }

  private:
    static constexpr std::int64_t kSquare = 16;

    PermutedAxis take(std::vector<PermutedAxis>::iterator axis) {
        const PermutedAxis taken = *axis;
        outer_.erase(axis);
        return taken;
    }

    void copy_axes(std::span<const PermutedAxis> axes, const std::byte* from, Value* to) const {
        if (axes.empty()) return copy_plane(from, to);
        const PermutedAxis& axis = axes.front();
        for (std::int64_t i = 0; i < axis.length; ++i)
            copy_axes(axes.subspan(1), at(from, i * axis.from_step), to + i * axis.to_step);
    }

    void copy_plane(const std::byte* from, Value* to) const {
        if (cols_.from_step == 1) return copy_rows(from, to);
        for (std::int64_t row = 0; row < rows_.length; row += kSquare)
            for (std::int64_t col = 0; col < cols_.length; col += kSquare) copy_square(from, row, col, to);
    }

    void copy_rows(const std::byte* from, Value* to) const {
        const auto bytes = static_cast<std::size_t>(cols_.length) * sizeof(Value);
        for (std::int64_t row = 0; row < rows_.length; ++row)
            std::memcpy(to + row * rows_.to_step, at(from, row * rows_.from_step), bytes);
    }

    void copy_square(const std::byte* from, std::int64_t first_row, std::int64_t first_col, Value* to) const {
        const std::int64_t last_row = std::min(first_row + kSquare, rows_.length);
        const std::int64_t last_col = std::min(first_col + kSquare, cols_.length);
        for (std::int64_t row = first_row; row < last_row; ++row)
            for (std::int64_t col = first_col; col < last_col; ++col)
                std::memcpy(to + row * rows_.to_step + col, at(from, row * rows_.from_step + col * cols_.from_step),
                            sizeof(Value));
    }

    static const std::byte* at(const std::byte* from, std::int64_t index) {
        return from + index * static_cast<std::int64_t>(sizeof(Value));
    }

    std::vector<PermutedAxis> outer_;
    PermutedAxis rows_, cols_;  ///< neighbours in `from`, and neighbours in the result
};

/// The values, whose bytes may be unaligned, of an array with `lengths` in C order with transposed axes: axis i of the
/// result is axis order[i]. There are as many values as the lengths' product.
template <class Value>
std::vector<Value> permuted(std::span<const std::byte> values, std::span<const std::int64_t> lengths,
                            std::span<const std::size_t> order) {
    std::vector<Value> result(values.size() / sizeof(Value));
    if (!result.empty()) PermutedCopy<Value>(permuted_axes(lengths, order)).copy(values.data(), result.data());
    return result;
}

}  // namespace convscope
