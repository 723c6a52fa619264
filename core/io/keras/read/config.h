// Reads a model from Keras's JSON configuration, which lists the layers and their connections: Sequential and
// Functional models of Keras 1 to 3. Must not depend on the containers (.h5, .keras) that hold configurations.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "core/io/keras/lambda.h"
#include "core/io/keras/read/weights.h"
#include "core/nn/model/model.h"

namespace convscope::keras {

/// The model with ModelBuilder's default weights: zeros, and ones for scales. `file` is used in errors. Throws
/// LoadError, with the layer's name if one layer is at fault.
nn::Model model_from_json(std::string_view text, const std::string& file);

/// The attributes that a container stores next to a configuration.
struct ContainerAttributes {
    std::string file;     ///< the file's name in errors
    std::string version;  ///< version of Keras, as in "2.15.0"; used if the configuration states none
    std::string backend;  ///< "theano" rotates kernels by 180 degrees
    LambdaMeanings lambdas = {};
};
/// The model with the weights that the reader fills in, at most 2 GB. Throws LoadError.
nn::Model model_from_json(std::string_view text, const ContainerAttributes& attributes, const WeightReader& weights);
nn::Model model_from_config(const nlohmann::json& root, const ContainerAttributes& attributes,
                            const WeightReader& weights);

}  // namespace convscope::keras
