// Activation functions in Keras's configurations: as a word, as an object or as a layer. Read and written here, so that
// both agree. Must not depend on models: layers use it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/io/keras/read/fields.h"
#include "core/nn/model/activation.h"

namespace convscope::keras {

/// A layer's setting "activation": a word such as "relu", an object as Keras 3 writes functions and layers, or nothing
/// (linear). Throws LoadError for an unknown function, naming the known ones.
nn::Activation activation_setting(const Fields& fields);

/// True for a layer that only applies a function: ReLU, LeakyReLU, ELU, Softmax.
bool is_activation_layer(std::string_view class_name);
/// The function of such a layer. `rank` is that of an example's shape, for the axis of a Softmax.
nn::Activation activation_of_layer(std::string_view class_name, const Fields& fields, std::size_t rank);

/// Keras's word for the function, known since 2.4; empty if the function needs a layer of its own.
std::string_view activation_word(const nn::Activation& activation);

/// The class and settings, without a name, of a layer that applies a function. `fault` says why Keras has none.
struct ActivationLayerConfig {
    std::string class_name;
    nlohmann::json config;
    std::string fault;
};
ActivationLayerConfig activation_layer_config(const nn::Activation& activation);

}  // namespace convscope::keras
