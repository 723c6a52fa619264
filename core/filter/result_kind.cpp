#include "core/filter/result_kind.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "core/filter/kernel.h"

namespace convscope {

namespace {
constexpr double kMinBrightness = 0.5, kMaxBrightness = 4;
constexpr float kMinOffset = 64, kMaxOffset = 192;
}  // namespace

ValueKind response_kind(const Kernel& kernel, float weight, float bias) {
    const double brightness = weight * kernel_sum(kernel);
    if (brightness >= kMinBrightness && brightness <= kMaxBrightness) return ValueKind::picture;
    if (std::fabs(brightness) < kMinBrightness && bias >= kMinOffset && bias <= kMaxOffset) return ValueKind::picture;
    const auto used = std::span(kernel.values).first(static_cast<std::size_t>(kernel.size * kernel.size));
    const bool falls_below_0 =
        bias < 0 || std::ranges::any_of(used, [weight](float value) { return weight * value < 0; });
    const bool is_zero = std::ranges::all_of(used, [weight](float value) { return weight * value == 0; });
    return falls_below_0 || is_zero ? ValueKind::signed_values : ValueKind::non_negative;
}

ValueKind activated_kind(ValueKind response, Activation activation) {
    switch (activation) {
        case Activation::none:
            return response;
        case Activation::clamp:
            return ValueKind::picture;
        case Activation::relu:
        case Activation::absolute:
            break;
    }
    return response == ValueKind::picture ? response : ValueKind::non_negative;
}

}  // namespace convscope
