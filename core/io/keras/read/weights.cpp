#include "core/io/keras/read/weights.h"

#include <algorithm>
#include <array>

#include "core/base/finite.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope::keras {

namespace {

/// Splits the values into `taps` blocks of equal length and reverses the order of the blocks.
void rotate_taps(std::vector<float>& values, std::int64_t taps) {
    const auto count = static_cast<std::size_t>(taps), block = values.size() / count;
    for (std::size_t i = 0; i < count / 2; ++i)
        std::swap_ranges(&values[i * block], &values[i * block] + block, &values[(count - 1 - i) * block]);
}

}  // namespace

bool is_training_wrapper(std::string_view class_name) {
    constexpr std::array<std::string_view, 3> kWrappers{"QuantizeWrapper", "QuantizeWrapperV2", "PruneLowMagnitude"};
    return std::ranges::find(kWrappers, class_name) != kWrappers.end();
}

bool LayerWeights::has_weights() const {
    return !weights.empty() || std::ranges::any_of(layers, &LayerWeights::has_weights);
}

nn::Tensor model_weight(const WeightConversion& conversion, std::vector<float> values) {
    if (!conversion.axes.empty()) values = nn::exchanged(conversion.view, values, conversion.axes);
    if (conversion.rotated) rotate_taps(values, conversion.shape.axes[0] * conversion.shape.axes[1]);
    return {conversion.shape, std::move(values)};
}

void check_finite(const std::vector<float>& values, const std::string& file, const std::string& weight,
                  const std::string& layer) {
    if (!all_finite(values))
        throw LoadError(file, tr("has NaN or infinity in the weight {} of the layer \"{}\"", weight, layer),
                        tr("train it again with a lower rate, or take an earlier copy"));
}

}  // namespace convscope::keras
