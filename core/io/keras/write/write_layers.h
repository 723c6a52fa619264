// A model's layers in Keras's form: classes, settings, connections and weights, in Keras's order.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/nn/model/model.h"

namespace convscope::keras {

/// One layer of Keras.
struct LayerConfig {
    std::string name;
    std::string class_name;
    nlohmann::json config;
    std::vector<std::string> inputs;  ///< names of the layers that it takes
    /// The weights with Keras's names, shapes and order.
    std::vector<nn::WeightSpec> weights;
    int node = 0;  ///< the model's node
};
/// The layers in the order of Keras's Model.layers, which is also the order of weights in a file. If Keras has a node's
/// activation only as a layer, the node becomes two layers. Throws ModelError for a node that Keras cannot express.
std::vector<LayerConfig> write_layers(const nn::Model& model);

}  // namespace convscope::keras
