#include "core/nn/model/tensor.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <functional>
#include <numeric>

#include "core/base/permutation.h"
#include "core/base/text/translation.h"

namespace convscope::nn {

std::int64_t Shape::count() const {
    return std::accumulate(axes.begin(), axes.end(), std::int64_t{1}, std::multiplies<>());
}

std::string to_string(const Shape& shape) {
    return shape.axes.empty() ? std::string(tr("scalar")) : fmt::format("{}", fmt::join(shape.axes, ", "));
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
    return permuted<float>(std::as_bytes(values), shape.axes, axes);
}

}  // namespace convscope::nn
