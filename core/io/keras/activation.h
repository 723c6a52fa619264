// Activation functions as Keras's configurations have them: as a word, as an object, as a layer.
// Knows nothing of models.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "core/io/keras/fields.h"
#include "core/nn/model/activation.h"

namespace convscope {

/// The field "activation" of a layer: a word such as "relu", an object as Keras 3 writes functions and layers, or
/// nothing at all (linear). Throws LoadError that names what it does not know, and what it knows.
nn::Activation read_activation(const KerasFields& fields);

/// True for a layer that does nothing but apply a function: ReLU, LeakyReLU, ELU, Softmax.
bool is_activation_layer(std::string_view class_name);
/// The function of such a layer. `rank` is that of the example's shape, for a Softmax's axis.
nn::Activation read_activation_layer(std::string_view class_name, const KerasFields& fields, std::size_t rank);

/// The word that every Keras since 2.4 knows the function by; empty where it needs a layer of its own.
std::string_view activation_word(const nn::Activation& activation);

/// A layer's class and settings (without a name) that apply the function. `fault` is set where Keras has none.
struct KerasActivationLayer {
    std::string class_name;
    nlohmann::json config;
    std::string fault;
};
KerasActivationLayer activation_layer(const nn::Activation& activation);

}  // namespace convscope
