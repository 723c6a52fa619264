#include "core/io/keras/weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/load_error.h"

namespace convscope {

namespace {

/// Turns the first two axes round; what lies behind them stays together.
void turn_round(std::vector<float>& values, std::int64_t taps) {
    const auto count = static_cast<std::size_t>(taps), block = values.size() / count;
    for (std::size_t i = 0; i < count / 2; ++i)
        std::swap_ranges(&values[i * block], &values[i * block] + block, &values[(count - 1 - i) * block]);
}

}  // namespace

bool KerasHolder::has_weights() const {
    return !weights.empty() || std::ranges::any_of(layers, &KerasHolder::has_weights);
}

nn::Tensor model_weight(const KerasWeightUse& use, std::vector<float> values) {
    if (!use.axes.empty()) values = nn::exchanged(use.view, values, use.axes);
    if (use.flipped) turn_round(values, use.shape.axes[0] * use.shape.axes[1]);
    return {use.shape, std::move(values)};
}

void check_finite(const std::vector<float>& values, const std::string& file, const std::string& weight,
                  const std::string& layer) {
    if (!std::ranges::all_of(values, [](float value) { return std::isfinite(value); }))
        throw LoadError(file, fmt::format("has NaN or infinity in the weight {} of the layer \"{}\"", weight, layer),
                        "train it again with a lower rate, or take an earlier copy");
}

}  // namespace convscope
