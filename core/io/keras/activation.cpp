#include "core/io/keras/activation.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <limits>
#include <optional>
#include <span>

#include "core/base/text/translation.h"

namespace convscope::keras {

using nlohmann::json;
using nn::Activation;
using nn::ActivationKind;

namespace {

constexpr float kKeras3Slope = 1 / 6.F;
constexpr float kInfinity = std::numeric_limits<float>::infinity();
/// All kinds before clip. Keras has only the layer ReLU for clip and thresholded_relu, and no word for the kinds after
/// these.
constexpr auto kWords = std::span(nn::kActivationKindNames).first<static_cast<std::size_t>(ActivationKind::clip)>();
constexpr std::array<std::string_view, 5> kActivationLayers{"ReLU", "LeakyReLU", "ELU", "Softmax", "ThresholdedReLU"};

/// Other words for a function. TensorFlow's own functions, as in activation=tf.nn.softmax, are saved by their names in
/// TensorFlow; TensorFlow Addons writes its name before the function's.
struct Alias {
    std::string_view word;
    Activation activation;
};
constexpr std::array kAliases{
    Alias{"silu", {ActivationKind::swish}},
    Alias{"hard_silu", {ActivationKind::hard_swish}},
    Alias{"softmax_v2", {ActivationKind::softmax}},
    Alias{"log_softmax_v2", {ActivationKind::log_softmax}},
    Alias{"swish_v2", {ActivationKind::swish}},
    Alias{"exp", {ActivationKind::exponential}},
    Alias{"Addons>mish", {ActivationKind::mish}},
    Alias{"abs", {ActivationKind::absolute}},
    Alias{"sin", {ActivationKind::sine}},
    Alias{"cos", {ActivationKind::cosine}},
    Alias{"square", {ActivationKind::power, 2}},
    Alias{"hard_tanh", {.kind = ActivationKind::clip, .low = -1}},
    Alias{"gelu_approximate", {.kind = ActivationKind::gelu, .approximate = true}},
    Alias{"keras_nlp>gelu_approximate", {.kind = ActivationKind::gelu, .approximate = true}},
    Alias{"keras_hub>gelu_approximate", {.kind = ActivationKind::gelu, .approximate = true}},
};

Activation activation_of_word(const std::string& word, const Fields& fields) {
    const auto* const alias = std::ranges::find(kAliases, word, &Alias::word);
    if (alias != kAliases.end()) return alias->activation;
    if (std::ranges::find(kWords, word) == kWords.end())
        fields.refuse(tr("has an unknown activation \"{}\"", word), tr("known are {}, silu", fmt::join(kWords, ", ")));
    Activation activation{*nn::activation_named(word)};
    if (activation.kind == ActivationKind::elu) activation.alpha = 1;
    if (activation.kind == ActivationKind::leaky_relu) activation.alpha = 0.2F;
    if (activation.kind == ActivationKind::hard_sigmoid && fields.source().version >= 3)
        activation.slope = kKeras3Slope;
    return activation;
}

/// A ReLU or ThresholdedReLU with these settings. Throws LoadError for negative ones, which Keras refuses too.
Activation relu_of(const Fields& fields, double slope, double threshold, std::optional<double> limit) {
    for (const double setting : {slope, threshold, limit.value_or(0)})
        if (!(setting >= 0))
            fields.refuse(tr("is a ReLU with a negative max_value, negative_slope or threshold"),
                          tr("use settings from 0 up"));
    const auto alpha = static_cast<float>(slope);
    if (threshold != 0 || (limit && slope != 0))
        return {.kind = ActivationKind::thresholded_relu,
                .alpha = alpha,
                .low = static_cast<float>(threshold),
                .high = limit ? static_cast<float>(*limit) : kInfinity};
    if (slope != 0) return {ActivationKind::leaky_relu, alpha};
    if (!limit) return {ActivationKind::relu};
    if (*limit == 6) return {ActivationKind::relu6};
    return {.kind = ActivationKind::clip, .high = static_cast<float>(*limit)};
}

Activation relu_of_layer(const Fields& fields) {
    return relu_of(fields, fields.number_or("negative_slope", 0), fields.number_or("threshold", 0),
                   fields.is_set("max_value") ? std::optional(fields.number_or("max_value", 0)) : std::nullopt);
}

}  // namespace

Activation activation_setting(const Fields& fields) {
    const json& value = fields.raw("activation");
    if (value.is_null()) return {};
    if (!value.is_object()) return activation_of_word(fields.name_or("activation", ""), fields);
    // Keras 3 writes {"class_name": "function", "config": "relu"}, or {"class_name": "LeakyReLU", "config": {...}}.
    const Fields object(value, fields.source(), tr("an activation"));
    if (object.raw("config").is_string()) return activation_of_word(object.name_or("config", ""), fields);
    const std::string class_name = object.name_or("class_name", "");
    // Training with quantization writes {"class_name": "QuantizeAwareActivation", "config": {"activation": "relu"}}.
    if (class_name == "QuantizeAwareActivation")
        return activation_setting({object.raw("config"), fields.source(), class_name});
    if (class_name == "NoOpActivation") return {};
    if (!is_activation_layer(class_name))
        fields.refuse(tr("has an unknown activation \"{}\"", class_name),
                      tr("known are {}", fmt::join(kActivationLayers, ", ")));
    return activation_of_layer(class_name, {object.raw("config"), fields.source(), class_name}, 0);
}

bool is_activation_layer(std::string_view class_name) {
    return std::ranges::find(kActivationLayers, class_name) != kActivationLayers.end();
}

Activation activation_of_layer(std::string_view class_name, const Fields& fields, std::size_t rank) {
    if (class_name == "ReLU") return relu_of_layer(fields);
    if (class_name == "ThresholdedReLU") return relu_of(fields, 0, fields.number_or("theta", 1), std::nullopt);
    if (class_name == "LeakyReLU") {
        const double slope = fields.number_or("negative_slope", fields.number_or("alpha", 0.3));
        return {ActivationKind::leaky_relu, static_cast<float>(slope)};
    }
    if (class_name == "ELU") return {ActivationKind::elu, static_cast<float>(fields.number_or("alpha", 1))};
    const std::int64_t last = static_cast<std::int64_t>(rank);  // the batch is axis 0
    const json& axis = fields.raw("axis");
    const std::optional<std::int64_t> number =
        axis.is_null() ? -1 : integer_within(axis.is_array() && axis.size() == 1 ? axis[0] : axis, -1, last);
    if (number != -1 && (number != last || last == 0))
        fields.refuse(tr("is a Softmax along another axis than the last"), tr("use the last axis"));
    return {ActivationKind::softmax};
}

std::string_view activation_word(const Activation& activation) {
    switch (activation.kind) {
        case ActivationKind::elu:
            return activation.alpha == 1 ? "elu" : "";
        case ActivationKind::hard_sigmoid:
            return activation.slope == Activation{}.slope && activation.offset == Activation{}.offset ? "hard_sigmoid"
                                                                                                      : "";
        case ActivationKind::gelu:
            return activation.approximate ? "" : "gelu";
        case ActivationKind::relu6:
        case ActivationKind::leaky_relu:
        case ActivationKind::clip:
        case ActivationKind::thresholded_relu:
        case ActivationKind::absolute:
        case ActivationKind::logarithm:
        case ActivationKind::square_root:
        case ActivationKind::power:
        case ActivationKind::sine:
        case ActivationKind::cosine:
        case ActivationKind::error_function:
            return "";
        default:
            return nn::name_of(activation.kind);
    }
}

ActivationLayerConfig activation_layer_config(const Activation& activation) {
    if (const std::string_view word = activation_word(activation); !word.empty())
        return {"Activation", {{"activation", word}}, {}};
    switch (activation.kind) {
        case ActivationKind::relu6:
            return {"ReLU", {{"max_value", 6.0}, {"negative_slope", 0.0}, {"threshold", 0.0}}, {}};
        case ActivationKind::clip:
            if (activation.low != 0 || activation.high > std::numeric_limits<float>::max()) break;
            return {"ReLU", {{"max_value", activation.high}, {"negative_slope", 0.0}, {"threshold", 0.0}}, {}};
        case ActivationKind::thresholded_relu:
            return {"ReLU",
                    {{"max_value", activation.high == kInfinity ? json() : json(activation.high)},
                     {"negative_slope", activation.alpha},
                     {"threshold", activation.low}},
                    {}};
        case ActivationKind::leaky_relu:
            return {"LeakyReLU", {{"alpha", activation.alpha}}, {}};
        case ActivationKind::elu:
            return {"ELU", {{"alpha", activation.alpha}}, {}};
        default:
            break;
    }
    const bool is_known = activation.kind <= ActivationKind::thresholded_relu;
    return {{},
            {},
            is_known ? tr("has a form of {} that Keras 2 lacks", nn::name_of(activation.kind))
                     : tr("applies the function {} that Keras 2 lacks", nn::name_of(activation.kind))};
}

}  // namespace convscope::keras
