// A model's layers as Keras has them: classes, settings, connections and weights, in Keras's order.
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
    std::vector<std::string> inputs;  ///< names of layers
    /// Named, shaped and ordered as in Keras.
    std::vector<nn::WeightSpec> weights;
    int node = 0;  ///< of the model
};
/// The layers in Keras's own order, which is also that of a file's weights. An activation that Keras has only as a
/// layer becomes one, after the node's own. Throws ModelError for what Keras cannot express.
std::vector<LayerConfig> write_layers(const nn::Model& model);

}  // namespace convscope::keras
