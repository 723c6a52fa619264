#include "core/nn/plan/kernels/activation_kernels.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>

// Highway compiles this file once per instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/nn/plan/kernels/activation_kernels.cpp"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

#include "core/nn/plan/kernels/vectors.h"

HWY_BEFORE_NAMESPACE();
namespace convscope::nn::HWY_NAMESPACE {

namespace {

/// 1 / (1 + exp(x)) of a larger argument is a denormal float, with which a CPU computes about 50 times more slowly.
constexpr float kMaxExponent = 87;
/// Highway's exp() takes at most this argument; the result is infinite.
constexpr float kMaxExpArgument = 104;
/// tanh() of a larger argument is 1 as a float.
constexpr float kMaxTanhArgument = 20;

/// out = function(tag, x); NaN stays NaN.
template <class Function>
HWY_INLINE void map(const float* x, std::size_t count, float* out, const Function& function) {
    for_vectors(count, [&](auto d, std::size_t i) HWY_ATTR {
        const auto value = hn::LoadU(d, x + i);
        hn::StoreU(hn::IfThenElse(hn::IsNaN(value), value, function(d, value)), d, out + i);
    });
}

template <class Tag, class V>
HWY_INLINE V sigmoid(Tag d, V x) {
    const V power = hn::Exp(d, hn::Min(hn::Neg(x), hn::Set(d, kMaxExponent)));
    return hn::Div(hn::Set(d, 1.F), hn::Add(hn::Set(d, 1.F), power));
}

/// The normal distribution function. Abramowitz and Stegun, "Handbook of Mathematical Functions" (1964), 7.1.26, which
/// is off by 1.5e-7 at most.
template <class Tag, class V>
HWY_INLINE V normal_distribution(Tag d, V x) {
    const V distance = hn::Mul(hn::Abs(x), hn::Set(d, static_cast<float>(1 / std::numbers::sqrt2)));
    const V t = hn::Div(hn::Set(d, 1.F), hn::MulAdd(hn::Set(d, 0.3275911F), distance, hn::Set(d, 1.F)));
    V sum = hn::Set(d, 1.061405429F);
    sum = hn::MulAdd(sum, t, hn::Set(d, -1.453152027F));
    sum = hn::MulAdd(sum, t, hn::Set(d, 1.421413741F));
    sum = hn::MulAdd(sum, t, hn::Set(d, -0.284496736F));
    sum = hn::MulAdd(sum, t, hn::Set(d, 0.254829592F));
    const V density = hn::Exp(d, hn::Neg(hn::Mul(distance, distance)));
    const V tail = hn::Mul(hn::Set(d, 0.5F), hn::Mul(hn::Mul(sum, t), density));
    return hn::IfThenElse(hn::Lt(x, hn::Zero(d)), tail, hn::Sub(hn::Set(d, 1.F), tail));
}

template <class Tag, class V>
HWY_INLINE V limited_tanh(Tag d, V x) {
    // Limit x, because Highway's tanh(infinity) is NaN.
    const V limit = hn::Set(d, kMaxTanhArgument);
    return hn::Tanh(d, hn::Min(hn::Max(x, hn::Neg(limit)), limit));
}

/// Hendrycks and Gimpel, "Gaussian Error Linear Units" (2016), section 2.
template <class Tag, class V>
HWY_INLINE V approximate_gelu(Tag d, V x) {
    const V cube = hn::Mul(hn::Mul(x, x), hn::Mul(x, hn::Set(d, 0.044715F)));
    const V argument = hn::Mul(hn::Set(d, static_cast<float>(std::sqrt(2 / std::numbers::pi))), hn::Add(x, cube));
    const V tanh = limited_tanh(d, argument);
    return hn::Mul(hn::Mul(x, hn::Set(d, 0.5F)), hn::Add(hn::Set(d, 1.F), tanh));
}

/// log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|)).
template <class Tag, class V>
HWY_INLINE V softplus(Tag d, V x) {
    const V tail = hn::Log1p(d, hn::Exp(d, hn::Neg(hn::Abs(x))));
    return hn::Add(hn::Max(x, hn::Zero(d)), tail);
}

/// Klambauer et al., "Self-Normalizing Neural Networks" (2017), equation 2.
template <class Tag, class V>
HWY_INLINE V selu(Tag d, V x) {
    constexpr float kScale = 1.05070099F, kNegativeScale = 1.75809934F;
    const V negative = hn::Mul(hn::Expm1(d, hn::Min(x, hn::Zero(d))), hn::Set(d, kNegativeScale));
    return hn::IfThenElse(hn::Lt(x, hn::Zero(d)), negative, hn::Mul(x, hn::Set(d, kScale)));
}

/// Highway's logarithm takes positive finite numbers only.
template <class Tag, class V>
HWY_INLINE V logarithm(Tag d, V x) {
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    const V usual = hn::Log(d, hn::Max(x, hn::Set(d, std::numeric_limits<float>::min())));
    const V limit = hn::IfThenElse(hn::Eq(x, hn::Set(d, kInfinity)), x, usual);
    const V above = hn::IfThenElse(hn::Eq(x, hn::Zero(d)), hn::Set(d, -kInfinity), limit);
    return hn::IfThenElse(hn::Lt(x, hn::Zero(d)), hn::Set(d, std::numeric_limits<float>::quiet_NaN()), above);
}

void softmax_row(const float* x, std::size_t channels, bool log, float* out) {
    float largest = -std::numeric_limits<float>::infinity();
    for_vectors(channels, [&](auto d, std::size_t i) HWY_ATTR {
        largest = std::max(largest, hn::GetLane(hn::MaxOfLanes(d, hn::LoadU(d, x + i))));
    });
    // `shifted_sum` is NaN if a value is NaN or the largest is infinite.
    float sum = 0, shifted_sum = 0;
    for_vectors(channels, [&](auto d, std::size_t i) HWY_ATTR {
        const auto shifted = hn::Sub(hn::LoadU(d, x + i), hn::Set(d, largest));
        const auto power = hn::Exp(d, shifted);
        hn::StoreU(log ? shifted : power, d, out + i);
        sum += hn::GetLane(hn::SumOfLanes(d, power));
        shifted_sum += hn::GetLane(hn::SumOfLanes(d, shifted));
    });
    const float scale = log ? 1 : 1 / sum;
    const float offset = std::isnan(shifted_sum) ? shifted_sum : log ? -std::log(sum) : 0;
    for_vectors(channels, [&](auto d, std::size_t i) HWY_ATTR {
        hn::StoreU(hn::MulAdd(hn::LoadU(d, out + i), hn::Set(d, scale), hn::Set(d, offset)), d, out + i);
    });
}

}  // namespace

/// Functions that are written as formulas in models, not chosen as activations.
void map_function(const Activation& activation, const float* x, std::size_t count, float* out) {
    switch (activation.kind) {
        case ActivationKind::absolute:
            return map(x, count, out, [](auto, auto v) HWY_ATTR { return hn::Abs(v); });
        case ActivationKind::logarithm:
            return map(x, count, out, [](auto d, auto v) HWY_ATTR { return logarithm(d, v); });
        case ActivationKind::square_root:
            return map(x, count, out, [](auto, auto v) HWY_ATTR { return hn::Sqrt(v); });
        case ActivationKind::error_function:
            return map(x, count, out, [](auto d, auto v) HWY_ATTR {
                const auto normal =
                    normal_distribution(d, hn::Mul(v, hn::Set(d, static_cast<float>(std::numbers::sqrt2))));
                return hn::Sub(hn::Add(normal, normal), hn::Set(d, 1.F));
            });
        case ActivationKind::power:
            if (activation.alpha == 2) return map(x, count, out, [](auto, auto v) HWY_ATTR { return hn::Mul(v, v); });
            if (activation.alpha == -1)
                return map(x, count, out, [](auto d, auto v) HWY_ATTR { return hn::Div(hn::Set(d, 1.F), v); });
            [[fallthrough]];
        case ActivationKind::sine:
        case ActivationKind::cosine:
            // Rare: sines and general powers are computed one by one.
            for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<float>(activate(activation, double{x[i]}));
            return;
        default:
            if (out != x) std::copy_n(x, count, out);
    }
}

void map_values(const Activation& activation, const float* x, std::size_t count, float* out) {
    const float alpha = activation.alpha, slope = activation.slope, offset = activation.offset;
    const float low = activation.low, high = activation.high;
    switch (activation.kind) {
        case ActivationKind::relu:
            return map(x, count, out, [](auto d, auto v) HWY_ATTR { return hn::Max(v, hn::Zero(d)); });
        case ActivationKind::relu6:
            return map(x, count, out,
                       [](auto d, auto v) HWY_ATTR { return hn::Min(hn::Max(v, hn::Zero(d)), hn::Set(d, 6.F)); });
        case ActivationKind::leaky_relu:
            return map(x, count, out, [=](auto d, auto v) HWY_ATTR {
                return hn::IfThenElse(hn::Lt(v, hn::Zero(d)), hn::Mul(v, hn::Set(d, alpha)), v);
            });
        case ActivationKind::elu:
            return map(x, count, out, [=](auto d, auto v) HWY_ATTR {
                const auto negative = hn::Mul(hn::Expm1(d, hn::Min(v, hn::Zero(d))), hn::Set(d, alpha));
                return hn::IfThenElse(hn::Lt(v, hn::Zero(d)), negative, v);
            });
        case ActivationKind::sigmoid:
            return map(x, count, out, [](auto d, auto v) HWY_ATTR { return sigmoid(d, v); });
        case ActivationKind::tanh:
            return map(x, count, out, [](auto d, auto v) HWY_ATTR { return limited_tanh(d, v); });
        case ActivationKind::hard_sigmoid:
            return map(x, count, out, [=](auto d, auto v) HWY_ATTR {
                const auto line = hn::MulAdd(v, hn::Set(d, slope), hn::Set(d, offset));
                return hn::Min(hn::Max(line, hn::Zero(d)), hn::Set(d, 1.F));
            });
        case ActivationKind::swish:
            return map(x, count, out, [](auto d, auto v) HWY_ATTR { return hn::Mul(v, sigmoid(d, v)); });
        case ActivationKind::gelu:
            if (activation.approximate)
                return map(x, count, out, [](auto d, auto v) HWY_ATTR { return approximate_gelu(d, v); });
            return map(x, count, out, [](auto d, auto v) HWY_ATTR { return hn::Mul(v, normal_distribution(d, v)); });
        case ActivationKind::selu:
            return map(x, count, out, [](auto d, auto v) HWY_ATTR { return selu(d, v); });
        case ActivationKind::softplus:
            return map(x, count, out, [](auto d, auto v) HWY_ATTR { return softplus(d, v); });
        case ActivationKind::softsign:
            return map(x, count, out,
                       [](auto d, auto v) HWY_ATTR { return hn::Div(v, hn::Add(hn::Set(d, 1.F), hn::Abs(v))); });
        case ActivationKind::mish:
            return map(x, count, out,
                       [](auto d, auto v) HWY_ATTR { return hn::Mul(v, limited_tanh(d, softplus(d, v))); });
        case ActivationKind::hard_swish:
            return map(x, count, out, [](auto d, auto v) HWY_ATTR {
                const auto line = hn::MulAdd(v, hn::Set(d, 1 / 6.F), hn::Set(d, 0.5F));
                return hn::Mul(v, hn::Min(hn::Max(line, hn::Zero(d)), hn::Set(d, 1.F)));
            });
        case ActivationKind::exponential:
            return map(x, count, out,
                       [](auto d, auto v) HWY_ATTR { return hn::Exp(d, hn::Min(v, hn::Set(d, kMaxExpArgument))); });
        case ActivationKind::clip:
            return map(x, count, out,
                       [=](auto d, auto v) HWY_ATTR { return hn::Min(hn::Max(v, hn::Set(d, low)), hn::Set(d, high)); });
        case ActivationKind::thresholded_relu:
            return map(x, count, out, [=](auto d, auto v) HWY_ATTR {
                const auto below = hn::Mul(hn::Sub(v, hn::Set(d, low)), hn::Set(d, alpha));
                return hn::IfThenElse(hn::Le(v, hn::Set(d, low)), below, hn::Min(v, hn::Set(d, high)));
            });
        default:
            map_function(activation, x, count, out);
    }
}

void softmax_rows(bool log, const float* x, std::size_t channels, std::size_t count, float* out) {
    for (std::size_t start = 0; start < count; start += channels) softmax_row(x + start, channels, log, out + start);
}

}  // namespace convscope::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace convscope::nn {

HWY_EXPORT(map_values);
HWY_EXPORT(softmax_rows);

void apply_activation(const Activation& activation, std::span<const float> x, std::size_t channels,
                      std::span<float> out) {
    assert(x.size() == out.size());
    if (activation.over_channels()) {
        const bool log = activation.kind == ActivationKind::log_softmax;
        HWY_DYNAMIC_DISPATCH(softmax_rows)(log, x.data(), channels, x.size(), out.data());
    } else {
        HWY_DYNAMIC_DISPATCH(map_values)(activation, x.data(), x.size(), out.data());
    }
}

}  // namespace convscope::nn

#endif  // HWY_ONCE
