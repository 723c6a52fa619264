#include "core/nn/model/tensor.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <functional>
#include <numeric>

namespace convscope::nn {

std::int64_t Shape::count() const {
    return std::accumulate(axes.begin(), axes.end(), std::int64_t{1}, std::multiplies<>());
}

std::string to_string(const Shape& shape) {
    return shape.axes.empty() ? "scalar" : fmt::format("{}", fmt::join(shape.axes, ", "));
}

bool has_allowed_size(const Shape& shape) {
    std::int64_t count = 1;
    for (const std::int64_t length : shape.axes) {
        if (length < 1 || length > kMaxTensorValues / count) return false;
        count *= length;
    }
    return true;
}

std::vector<float> exchanged(const Shape& shape, std::span<const float> values, const std::vector<std::size_t>& axes) {
    const std::size_t rank = axes.size();
    std::vector<std::size_t> steps(rank, 1), at(rank, 0);
    for (std::size_t i = rank; i-- > 1;) steps[i - 1] = steps[i] * static_cast<std::size_t>(shape.axes[i]);
    std::vector<float> result(values.size());
    std::size_t from = 0;
    for (float& value : result) {
        value = values[from];
        for (std::size_t i = rank; i-- > 0;) {
            const auto length = static_cast<std::size_t>(shape.axes[axes[i]]);
            from += steps[axes[i]];
            if (++at[i] < length) break;
            from -= steps[axes[i]] * length;
            at[i] = 0;
        }
    }
    return result;
}

}  // namespace convscope::nn
