#include "core/nn/model/activation.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace convscope::nn {

namespace {

double sigmoid(double x) {
    return x >= 0 ? 1 / (1 + std::exp(-x)) : std::exp(x) / (1 + std::exp(x));
}

// Hendrycks and Gimpel, "Gaussian Error Linear Units" (2016), section 2.
constexpr double kGeluCubic = 0.044715;

double tanh_argument(double x) {
    return std::sqrt(2 / std::numbers::pi) * (x + kGeluCubic * x * x * x);
}

double gelu(const Activation& activation, double x) {
    if (activation.approximate) return x / 2 * (1 + std::tanh(tanh_argument(x)));
    return x / 2 * std::erfc(-x / std::numbers::sqrt2);
}

double gelu_derivative(const Activation& activation, double x) {
    if (activation.approximate) {
        const double t = std::tanh(tanh_argument(x));
        const double inner = std::sqrt(2 / std::numbers::pi) * (1 + 3 * kGeluCubic * x * x);
        return (1 + t) / 2 + x / 2 * (1 - t * t) * inner;
    }
    const double density = std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi);
    return std::erfc(-x / std::numbers::sqrt2) / 2 + x * density;
}

// Klambauer et al., "Self-Normalizing Neural Networks" (2017), equation 2.
constexpr double kSeluScale = 1.0507009873554805, kSeluAlpha = 1.6732632423543772;

/// log(1 + exp(x)) without overflow.
double softplus(double x) {
    return std::max(x, 0.0) + std::log1p(std::exp(-std::fabs(x)));
}

/// d mish / d x, where mish is x tanh(softplus(x)). Misra, "Mish: A Self Regularized Non-Monotonic Activation Function"
/// (2019).
double mish_derivative(double x) {
    const double t = std::tanh(softplus(x));
    return t + x * (1 - t * t) * sigmoid(x);
}

void softmax_row(const float* x, std::size_t channels, bool log, float* out) {
    const double largest = *std::max_element(x, x + channels);
    double sum = 0;
    for (std::size_t c = 0; c < channels; ++c) sum += std::exp(x[c] - largest);
    const double log_sum = std::log(sum);
    for (std::size_t c = 0; c < channels; ++c) {
        const double shifted = x[c] - largest;
        out[c] = static_cast<float>(log ? shifted - log_sum : std::exp(shifted) / sum);
    }
}

void softmax_gradient_row(const float* out, const float* gradient, std::size_t channels, bool log, float* result) {
    double total = 0;
    for (std::size_t c = 0; c < channels; ++c) total += log ? gradient[c] : double{gradient[c]} * out[c];
    for (std::size_t c = 0; c < channels; ++c)
        result[c] =
            static_cast<float>(log ? gradient[c] - std::exp(double{out[c]}) * total : out[c] * (gradient[c] - total));
}

}  // namespace

std::string_view name_of(ActivationKind kind) {
    return kActivationKindNames.at(static_cast<std::size_t>(kind));
}

std::optional<ActivationKind> activation_named(std::string_view name) {
    const auto found = std::ranges::find(kActivationKindNames, name);
    if (found == kActivationKindNames.end()) return std::nullopt;
    return static_cast<ActivationKind>(found - kActivationKindNames.begin());
}

double activate(const Activation& activation, double x) {
    assert(!activation.over_channels());
    switch (activation.kind) {
        case ActivationKind::relu:
            return x < 0 ? 0 : x;  // NaN stays NaN
        case ActivationKind::relu6:
            return x < 0 ? 0 : std::min(x, 6.0);
        case ActivationKind::leaky_relu:
            return x < 0 ? activation.alpha * x : x;
        case ActivationKind::elu:
            return x < 0 ? activation.alpha * std::expm1(x) : x;
        case ActivationKind::sigmoid:
            return sigmoid(x);
        case ActivationKind::tanh:
            return std::tanh(x);
        case ActivationKind::hard_sigmoid:
            return std::clamp(activation.slope * x + activation.offset, 0.0, 1.0);
        case ActivationKind::swish:
            return x * sigmoid(x);
        case ActivationKind::gelu:
            return gelu(activation, x);
        case ActivationKind::selu:
            return kSeluScale * (x < 0 ? kSeluAlpha * std::expm1(x) : x);
        case ActivationKind::softplus:
            return softplus(x);
        case ActivationKind::softsign:
            return x / (1 + std::fabs(x));
        case ActivationKind::mish:
            return x * std::tanh(softplus(x));
        case ActivationKind::hard_swish:
            return x * std::clamp(x / 6 + 0.5, 0.0, 1.0);
        case ActivationKind::exponential:
            return std::exp(x);
        case ActivationKind::clip:
            return x < activation.low ? activation.low : x > activation.high ? activation.high : x;
        case ActivationKind::thresholded_relu:
            if (x <= activation.low) return activation.alpha * (x - activation.low);
            return x > activation.high ? activation.high : x;
        case ActivationKind::absolute:
            return std::fabs(x);
        case ActivationKind::logarithm:
            return std::log(x);
        case ActivationKind::square_root:
            return std::sqrt(x);
        case ActivationKind::power:
            return std::pow(x, double{activation.alpha});
        case ActivationKind::sine:
            return std::sin(x);
        case ActivationKind::cosine:
            return std::cos(x);
        case ActivationKind::error_function:
            return std::erf(x);
        default:
            return x;
    }
}

double derivative(const Activation& activation, double x) {
    assert(!activation.over_channels());
    switch (activation.kind) {
        case ActivationKind::relu:
            return x > 0 ? 1 : 0;
        case ActivationKind::relu6:
            return x > 0 && x < 6 ? 1 : 0;
        case ActivationKind::leaky_relu:
            return x > 0 ? 1 : activation.alpha;
        case ActivationKind::elu:
            return x > 0 ? 1 : activation.alpha * std::exp(x);
        case ActivationKind::sigmoid:
            return sigmoid(x) * (1 - sigmoid(x));
        case ActivationKind::tanh:
            return 1 - std::tanh(x) * std::tanh(x);
        case ActivationKind::hard_sigmoid: {
            const double linear = activation.slope * x + activation.offset;
            return linear > 0 && linear < 1 ? activation.slope : 0;
        }
        case ActivationKind::swish:
            return sigmoid(x) * (1 + x * (1 - sigmoid(x)));
        case ActivationKind::gelu:
            return gelu_derivative(activation, x);
        case ActivationKind::selu:
            return kSeluScale * (x > 0 ? 1 : kSeluAlpha * std::exp(x));
        case ActivationKind::softplus:
            return sigmoid(x);
        case ActivationKind::softsign:
            return 1 / ((1 + std::fabs(x)) * (1 + std::fabs(x)));
        case ActivationKind::mish:
            return mish_derivative(x);
        case ActivationKind::hard_swish:
            return x <= -3 ? 0 : x > 3 ? 1 : x / 3 + 0.5;
        case ActivationKind::exponential:
            return std::exp(x);
        case ActivationKind::clip:
            return x > activation.low && x < activation.high ? 1 : 0;
        case ActivationKind::thresholded_relu:
            return x <= activation.low ? activation.alpha : x < activation.high ? 1 : 0;
        case ActivationKind::absolute:
            return x > 0 ? 1 : -1;
        case ActivationKind::logarithm:
            return 1 / x;
        case ActivationKind::square_root:
            return 1 / (2 * std::sqrt(x));
        case ActivationKind::power:
            return activation.alpha * std::pow(x, activation.alpha - 1.0);
        case ActivationKind::sine:
            return std::cos(x);
        case ActivationKind::cosine:
            return -std::sin(x);
        case ActivationKind::error_function:
            return 2 * std::numbers::inv_sqrtpi * std::exp(-x * x);
        default:
            return 1;
    }
}

void activate(const Activation& activation, std::span<const float> x, std::size_t channels, std::span<float> out) {
    if (!activation.over_channels()) {
        std::ranges::transform(x, out.begin(),
                               [&](float value) { return static_cast<float>(activate(activation, double{value})); });
        return;
    }
    const bool log = activation.kind == ActivationKind::log_softmax;
    for (std::size_t i = 0; i < x.size(); i += channels) softmax_row(&x[i], channels, log, &out[i]);
}

void activation_gradient(const Activation& activation, std::span<const float> x, std::span<const float> out,
                         std::span<const float> gradient, std::size_t channels, std::span<float> input_gradient) {
    if (!activation.over_channels()) {
        for (std::size_t i = 0; i < x.size(); ++i)
            input_gradient[i] = static_cast<float>(gradient[i] * derivative(activation, double{x[i]}));
        return;
    }
    const bool log = activation.kind == ActivationKind::log_softmax;
    for (std::size_t i = 0; i < x.size(); i += channels)
        softmax_gradient_row(&out[i], &gradient[i], channels, log, &input_gradient[i]);
}

}  // namespace convscope::nn
