#include "core/nn/tensor.h"

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

bool is_holdable(const Shape& shape) {
    std::int64_t count = 1;
    for (const std::int64_t length : shape.axes) {
        if (length < 1 || length > kMaxTensorValues / count) return false;
        count *= length;
    }
    return true;
}

}  // namespace convscope::nn
