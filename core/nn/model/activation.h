// Activation functions, with Keras's names and definitions. They are applied to a layer's pre-activation; softmax and
// log-softmax combine the values of the last axis.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace convscope::nn {

enum class ActivationKind {
    linear,
    relu,
    relu6,
    leaky_relu,
    elu,
    sigmoid,
    tanh,
    softmax,
    log_softmax,
    hard_sigmoid,
    swish,
    gelu,
    selu,
    softplus,
    softsign,
    mish,
    hard_swish,
    exponential,
    clip,
    thresholded_relu,
    absolute,
    logarithm,
    square_root,
    power,
    sine,
    cosine,
    error_function
};
inline constexpr std::array<std::string_view, 27> kActivationKindNames{
    "linear",   "relu",       "relu6",       "leaky_relu",  "elu",
    "sigmoid",  "tanh",       "softmax",     "log_softmax", "hard_sigmoid",
    "swish",    "gelu",       "selu",        "softplus",    "softsign",
    "mish",     "hard_swish", "exponential", "clip",        "thresholded_relu",
    "absolute", "log",        "sqrt",        "power",       "sin",
    "cos",      "erf"};

/// alpha is the slope below zero of leaky_relu, the scale of elu, the slope of thresholded_relu and the exponent of
/// power; other kinds ignore it.
/// hard_sigmoid is clip(slope x + offset, 0, 1): Keras 2 and ONNX use .2 and .5, Keras 3 uses 1/6 and .5.
/// hard_swish is x clip(x / 6 + .5, 0, 1).
/// clip limits the value to low..high.
/// thresholded_relu is min(x, high) above the threshold `low`, and alpha (x - low) at and below it.
/// logarithm, square_root and power are NaN where they are not defined, as at most negative numbers.
/// gelu is the exact x Phi(x), or its approximation with tanh if `approximate` is on.
struct Activation {
    ActivationKind kind = ActivationKind::linear;
    float alpha = 0;
    float slope = 0.2F;
    float offset = 0.5F;
    bool approximate = false;
    float low = 0;
    float high = 1;
    bool operator==(const Activation&) const = default;

    bool is_linear() const { return kind == ActivationKind::linear; }
    /// softmax and log_softmax: a value depends on all channels of its position.
    bool over_channels() const { return kind == ActivationKind::softmax || kind == ActivationKind::log_softmax; }
};

std::string_view name_of(ActivationKind kind);
/// nullopt for a name that is not in kActivationKindNames.
std::optional<ActivationKind> activation_named(std::string_view name);

/// The function at x. Not for softmax and log_softmax, which need all channels.
double activate(const Activation& activation, double x);
/// d activate / d x at x. At a corner it is the left-hand derivative, as usual: relu'(0) = 0, absolute'(0) = -1.
double derivative(const Activation& activation, double x);

/// out = activation(x) for values in rows of `channels`; out may be x. Scalar reference.
void activate(const Activation& activation, std::span<const float> x, std::size_t channels, std::span<float> out);
/// The gradient with respect to x of a loss whose gradient with respect to activation(x) is `gradient`.
/// `out` is activation(x); input_gradient may be `gradient`. Scalar reference.
void activation_gradient(const Activation& activation, std::span<const float> x, std::span<const float> out,
                         std::span<const float> gradient, std::size_t channels, std::span<float> input_gradient);

}  // namespace convscope::nn
