// Writes one layer as a class of Keras with settings and weights. Must not depend on models: write_layers.h writes the
// layers of a model.
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
    nn::Activation separate_activation;  ///< an activation that needs a separate layer; else linear
};
/// Throws ShapeError for a layer that Keras cannot express.
ClassConfig write_layer_class(const nn::Layer& layer, std::span<const nn::Shape> inputs);

/// The names and shapes of the layer's weights as save_h5() stores them. They are those of Layer::weights(), except
/// that the kernel of a DepthwiseConv2D is {rows, cols, channels, multiplier}.
std::vector<nn::WeightSpec> stored_weights(std::string_view class_name, const nn::Layer& layer,
                                           std::span<const nn::Shape> inputs);

}  // namespace convscope::keras
