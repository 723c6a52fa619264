#include "core/nn/train/dataset.h"

#include <algorithm>

namespace convscope::nn {

int Dataset::classes() const {
    return labels.empty() ? 0 : *std::ranges::max_element(labels) + 1;
}

std::span<const std::uint8_t> Dataset::image(std::int64_t index) const {
    const auto values = static_cast<std::size_t>(example.count());
    return std::span(images).subspan(static_cast<std::size_t>(index) * values, values);
}

}  // namespace convscope::nn
