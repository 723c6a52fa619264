// One layer as a class of Keras: its settings and its weights. Must not depend on models: write_layers.h puts layers
// together.
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/nn/model/layer.h"

namespace convscope::keras {

/// A class of Keras with its settings, without a name.
struct ClassConfig {
    std::string name;
    nlohmann::json config;
    nn::Activation separate_activation;  ///< one that takes a layer of its own; else linear
};
/// Throws ShapeError for what Keras cannot express.
ClassConfig write_layer_class(const nn::Layer& layer, std::span<const nn::Shape> inputs);

/// The weights of a layer of that class as save_h5() stores them: the layer's own values and order, but the kernel of a
/// DepthwiseConv2D is {rows, cols, channels, multiplier}.
std::vector<nn::WeightSpec> stored_weights(std::string_view class_name, const nn::Layer& layer,
                                           std::span<const nn::Shape> inputs);

}  // namespace convscope::keras
