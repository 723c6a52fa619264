#include "core/io/onnx/operators/elementwise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <string_view>

#include "core/base/text/translation.h"
#include "core/io/onnx/operators/constant_operands.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/dropout.h"
#include "core/nn/layers/pointwise/prelu.h"
#include "core/nn/layers/pointwise/rescaling.h"

namespace convscope::onnx {

using nn::Activation;
using nn::ActivationKind;

namespace {

bool is_softmax(const Call& call) {
    return call.node().kind == "Softmax" || call.node().kind == "LogSoftmax";
}

/// Clip as an activation. Its limits are attributes before opset 11 and inputs from then on.
Activation clip(const Call& call) {
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    const auto limit = [&](const char* attribute, std::size_t input, float fallback) {
        if (call.opset() < 11 || call.has_attribute(attribute)) return call.number(attribute, fallback);
        const Constant* const constant = call.optional_constant(input);
        if (constant != nullptr && constant->count() != 1)
            call.refuse(tr("has a limit of several numbers"), tr("use one number for each limit"));
        return constant == nullptr ? fallback : constant->number(0);
    };
    Activation activation{.kind = ActivationKind::clip};
    activation.low = limit("min", 1, -kInfinity);
    activation.high = limit("max", 2, kInfinity);
    // Exporters write the lowest and the largest float for a missing limit.
    const bool is_unlimited = activation.high >= std::numeric_limits<float>::max();
    if (activation.low == 0 && is_unlimited) return {ActivationKind::relu};
    if (activation.low == 0 && activation.high == 6) return {ActivationKind::relu6};
    if (activation.low <= std::numeric_limits<float>::lowest() && is_unlimited) return {};
    return activation;
}

/// The constants of Selu in ONNX, and how far constants in a file may be from them.
constexpr float kSeluAlpha = 1.67326319217681884765625F, kSeluGamma = 1.05070102214813232421875F;
constexpr float kSeluTolerance = 1e-5F;

bool is_standard_selu(const Call& call) {
    return std::fabs(call.number("alpha", kSeluAlpha) - kSeluAlpha) <= kSeluTolerance &&
           std::fabs(call.number("gamma", kSeluGamma) - kSeluGamma) <= kSeluTolerance;
}

Activation gelu(const Call& call) {
    const std::string approximation = call.text("approximate", "none");
    if (approximation != "none" && approximation != "tanh")
        call.refuse(tr("approximates GELU by {}", display_text(approximation)), tr("use none or tanh"));
    return {.kind = ActivationKind::gelu, .approximate = approximation == "tanh"};
}

/// Pow with one exponent for all values.
Activation power(const Call& call) {
    const Constant& exponent = call.constant(1);
    if (exponent.count() != 1) call.refuse(tr("has several exponents"), tr("use one exponent for all values"));
    if (exponent.number(0) == 1) return {};
    if (exponent.number(0) == 0.5F) return {ActivationKind::square_root};
    return {ActivationKind::power, exponent.number(0)};
}

/// An operator that is an activation without settings.
struct PlainActivation {
    std::string_view operator_kind;
    ActivationKind kind;
};
constexpr std::array<PlainActivation, 15> kPlainActivations{{{"Relu", ActivationKind::relu},
                                                             {"Sigmoid", ActivationKind::sigmoid},
                                                             {"Tanh", ActivationKind::tanh},
                                                             {"Softplus", ActivationKind::softplus},
                                                             {"Softsign", ActivationKind::softsign},
                                                             {"Mish", ActivationKind::mish},
                                                             {"HardSwish", ActivationKind::hard_swish},
                                                             {"Exp", ActivationKind::exponential},
                                                             {"Abs", ActivationKind::absolute},
                                                             {"Log", ActivationKind::logarithm},
                                                             {"Sqrt", ActivationKind::square_root},
                                                             {"Sin", ActivationKind::sine},
                                                             {"Cos", ActivationKind::cosine},
                                                             {"Erf", ActivationKind::error_function},
                                                             {"Reciprocal", ActivationKind::power}}};

/// The activation of an operator with attributes or limits; nullopt for other operators.
std::optional<Activation> activation_with_settings(const Call& call) {
    const std::string& kind = call.node().kind;
    if (kind == "LeakyRelu") return Activation{ActivationKind::leaky_relu, call.number("alpha", 0.01F)};
    if (kind == "Elu") return Activation{ActivationKind::elu, call.number("alpha", 1)};
    if (kind == "HardSigmoid")
        return Activation{.kind = ActivationKind::hard_sigmoid,
                          .slope = call.number("alpha", 0.2F),
                          .offset = call.number("beta", 0.5F)};
    if (kind == "ThresholdedRelu")
        return Activation{.kind = ActivationKind::thresholded_relu,
                          .low = call.number("alpha", 1),
                          .high = std::numeric_limits<float>::infinity()};
    if (kind == "Selu" && is_standard_selu(call)) return Activation{ActivationKind::selu};
    if (kind == "Gelu") return gelu(call);
    if (kind == "Clip") return clip(call);
    if (kind == "Pow") return power(call);
    return std::nullopt;
}

/// True if a Cast gives FLOAT, FLOAT16, DOUBLE or BFLOAT16. The attribute is the type's name before opset 6, and its
/// number in TensorProto from then on.
bool casts_to_float(const Call& call) {
    if (call.opset() < 6) {
        const std::string name = call.text("to", "FLOAT");
        return name == "FLOAT" || name == "FLOAT16" || name == "DOUBLE";
    }
    const std::int64_t type = call.integer("to", 1);
    return type == 1 || type == 10 || type == 11 || type == 16;
}

}  // namespace

std::vector<std::size_t> softmax_axes(const Call& call, std::size_t rank) {
    const bool is_single_axis = call.opset() >= 13;
    const std::size_t first = call.axis_attribute(is_single_axis ? -1 : 1, rank);
    std::vector<std::size_t> axes;
    for (std::size_t axis = first; axis < (is_single_axis ? first + 1 : rank); ++axis) axes.push_back(axis);
    return axes;
}

std::optional<Activation> activation_of(const Call& call, const Value& value, std::int64_t channels) {
    const std::string& kind = call.node().kind;
    if (const auto* const plain = std::ranges::find(kPlainActivations, kind, &PlainActivation::operator_kind);
        plain != kPlainActivations.end())
        return Activation{plain->kind, plain->kind == ActivationKind::power ? -1.F : 0.F};
    if (const std::optional<Activation> activation = activation_with_settings(call)) return activation;
    if (!is_softmax(call)) return std::nullopt;
    const Factors factors = value.factors_of(softmax_axes(call, value.rank()));
    if (factors.size() > value.memory.size() || value.product(factors) != channels) return std::nullopt;
    const Factors innermost(value.memory.end() - static_cast<std::ptrdiff_t>(factors.size()), value.memory.end());
    if (!same_factors(factors, innermost)) return std::nullopt;
    return Activation{kind == "Softmax" ? ActivationKind::softmax : ActivationKind::log_softmax};
}

void read_activation(const Call& call) {
    Value value = call.value(0);
    if (is_softmax(call)) value = call.innermost(value, value.factors_of(softmax_axes(call, value.rank())));
    const std::optional<Activation> activation = activation_of(call, value, call.shape(value).channels());
    if (!activation) call.refuse(tr("normalizes over axes that are not adjacent"), tr("normalize over the last axis"));
    value.node = call.add(std::make_shared<nn::ActivationLayer>(*activation), {value.node});
    call.set(std::move(value));
}

void read_selu(const Call& call) {
    if (is_standard_selu(call)) return read_activation(call);
    Value value = call.value(0);
    const Activation elu{ActivationKind::elu, call.number("alpha", kSeluAlpha)};
    const std::vector<float> scale{call.number("gamma", kSeluGamma)};
    static_cast<void>(call.weight({}, scale));  // throws for NaN and infinity
    value.node = call.add(std::make_shared<nn::ActivationLayer>(elu), {value.node}, {}, "_elu");
    value.node = call.add(std::make_shared<nn::Rescaling>(nn::Rescaling::Parameters{scale, {0}}), {value.node});
    call.set(std::move(value));
}

void read_negation(const Call& call) {
    Value value = call.value(0);
    value.node = call.add(std::make_shared<nn::Rescaling>(nn::Rescaling::Parameters{{-1}, {0}}), {value.node});
    call.set(std::move(value));
}

void read_prelu(const Call& call) {
    Value value = call.value(0);
    const std::size_t axis = value.rank() > 1 ? 1 : 0;
    const Constant& slope_input = call.constant(1);
    // PyTorch writes a list of one slope per channel, which ONNX would broadcast along the last axis.
    const bool is_per_channel = slope_input.rank() == 1 && slope_input.count() == value.length(axis);
    const std::optional<std::vector<float>> slopes =
        along_axis(slope_input, value, axis, is_per_channel ? std::optional(axis) : std::nullopt);
    if (!slopes) call.refuse(tr("has slopes that differ within a channel"), tr("use one slope per channel"));
    value = call.innermost(value, value.axes[axis]);
    nn::Shape shape = call.shape(value);
    std::fill(shape.axes.begin(), shape.axes.end() - 1, 1);
    const auto weight = call.weight(shape, in_memory_order(*slopes, value, axis));
    value.node = call.add(std::make_shared<nn::PReLU>(shape), {value.node}, {weight});
    call.set(std::move(value));
}

void read_dropout(const Call& call) {
    call.only_first_output();
    const Constant* const training = call.has(2) ? call.assembly().fed_constant(call.input(2)) : nullptr;
    const Constant* const ratio = call.opset() >= 12 ? call.optional_constant(1) : nullptr;
    const float rate = ratio != nullptr && ratio->count() == 1 ? ratio->number(0) : call.number("ratio", 0.5F);
    if (training != nullptr && training->count() == 1 && training->integer(0) != 0 && rate != 0)
        call.refuse(tr("is in training mode"), tr("export it for inference"));
    Value value = call.value(0);
    value.node = call.add(std::make_shared<nn::Dropout>(rate), {value.node});
    call.set(std::move(value));
}

void read_identity(const Call& call) {
    const Value& value = call.any_value(0);
    if (call.node().kind == "Cast" && !call.assembly().is_index(value) && !casts_to_float(call))
        call.refuse(tr("casts to a type that is not floating-point"), tr("export a model that computes with floats"));
    call.set(value);
}

}  // namespace convscope::onnx
