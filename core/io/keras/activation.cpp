#include "core/io/keras/activation.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <limits>
#include <optional>
#include <span>

namespace convscope::keras {

using nlohmann::json;
using nn::Activation;
using nn::ActivationKind;

namespace {

constexpr float kKeras3Slope = 1 / 6.F;
/// All kinds but the last, clip, for which Keras has no word but a layer: ReLU with a max_value.
constexpr auto kWords = std::span(nn::kActivationKindNames).first<static_cast<std::size_t>(ActivationKind::clip)>();
constexpr std::array<std::string_view, 4> kActivationLayers{"ReLU", "LeakyReLU", "ELU", "Softmax"};

Activation activation_of_word(const std::string& word, const Fields& fields) {
    const std::optional<ActivationKind> kind = nn::activation_named(word == "silu" ? "swish" : word);
    if (!kind || *kind == ActivationKind::clip)
        fields.refuse(fmt::format("has an unknown activation \"{}\"", word),
                      fmt::format("known are {}, silu", fmt::join(kWords, ", ")));
    Activation activation{*kind};
    if (activation.kind == ActivationKind::elu) activation.alpha = 1;
    if (activation.kind == ActivationKind::leaky_relu) activation.alpha = 0.2F;
    if (activation.kind == ActivationKind::hard_sigmoid && fields.source().version >= 3)
        activation.slope = kKeras3Slope;
    return activation;
}

Activation relu_of_layer(const Fields& fields) {
    const double slope = fields.number_or("negative_slope", 0);
    if (fields.number_or("threshold", 0) != 0) fields.refuse("is a ReLU with a threshold", "use a threshold of 0");
    if (!fields.is_set("max_value"))
        return slope == 0 ? Activation{ActivationKind::relu}
                          : Activation{ActivationKind::leaky_relu, static_cast<float>(slope)};
    const double limit = fields.number_or("max_value", 0);
    if (!(limit >= 0) || slope != 0)
        fields.refuse("is a ReLU with a negative max_value or with a max_value and a negative_slope",
                      "use a max_value without a negative_slope, or no max_value");
    if (limit != 6) return {.kind = ActivationKind::clip, .high = static_cast<float>(limit)};
    return {ActivationKind::relu6};
}

}  // namespace

Activation activation_setting(const Fields& fields) {
    const json& value = fields.raw("activation");
    if (value.is_null()) return {};
    if (!value.is_object()) return activation_of_word(fields.name_or("activation", ""), fields);
    // Keras 3 writes {"class_name": "function", "config": "relu"}, or {"class_name": "LeakyReLU", "config": {...}}.
    const Fields object(value, fields.source(), "an activation");
    if (object.raw("config").is_string()) return activation_of_word(object.name_or("config", ""), fields);
    const std::string class_name = object.name_or("class_name", "");
    if (!is_activation_layer(class_name))
        fields.refuse(fmt::format("has an unknown activation \"{}\"", class_name),
                      fmt::format("known are {}", fmt::join(kActivationLayers, ", ")));
    return activation_of_layer(class_name, {object.raw("config"), fields.source(), class_name}, 0);
}

bool is_activation_layer(std::string_view class_name) {
    return std::ranges::find(kActivationLayers, class_name) != kActivationLayers.end();
}

Activation activation_of_layer(std::string_view class_name, const Fields& fields, std::size_t rank) {
    if (class_name == "ReLU") return relu_of_layer(fields);
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
        fields.refuse("is a Softmax along another axis than the last", "use the last axis");
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
        case ActivationKind::leaky_relu:
            return {"LeakyReLU", {{"alpha", activation.alpha}}, {}};
        case ActivationKind::elu:
            return {"ELU", {{"alpha", activation.alpha}}, {}};
        default:
            break;
    }
    return {{}, {}, fmt::format("has a form of {} that Keras 2 lacks", nn::name_of(activation.kind))};
}

}  // namespace convscope::keras
