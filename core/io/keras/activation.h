// Reads and writes activation functions in Keras's configurations, where they are a word, an object or a layer. Must
// not depend on models, because the readers and writers of single layers use it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/io/keras/read/fields.h"
#include "core/nn/model/activation.h"

namespace convscope::keras {

/// Reads a layer's setting "activation": a word such as "relu", an object (Keras 3), or null for linear. Throws
/// LoadError for an unknown function; the message lists the known ones.
nn::Activation activation_setting(const Fields& fields);

/// True for a layer that only applies a function: ReLU, LeakyReLU, ELU, ThresholdedReLU, Softmax.
bool is_activation_layer(std::string_view class_name);
/// The function of an is_activation_layer(). `rank` is that of an example's shape, for the axis of a Softmax.
nn::Activation activation_of_layer(std::string_view class_name, const Fields& fields, std::size_t rank);

/// Keras's word for the function, known since 2.4 (mish since 2.13, hard_swish since 3.0); empty if the function needs
/// a separate layer.
std::string_view activation_word(const nn::Activation& activation);

/// The class and the settings, without a name, of a Keras layer that applies a function. If Keras has none, only
/// `fault` is set: the reason for the error.
struct ActivationLayerConfig {
    std::string class_name;
    nlohmann::json config;
    std::string fault;
};
ActivationLayerConfig activation_layer_config(const nn::Activation& activation);

}  // namespace convscope::keras
