// Keras's JSON configuration of a model: its layers and how they are joined, without weights. Reads what Keras 1 to
// 3 write for Sequential and Functional models, writes the form that 2 and 3 read. Knows nothing of files' containers.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/keras/weights.h"
#include "core/nn/model/model.h"

namespace convscope {

/// The model with weights as ModelBuilder makes them: zeros, and ones for scales. `file` is used in errors. Throws
/// LoadError, with the layer's name where it is one layer's fault.
nn::Model model_from_keras_json(std::string_view text, const std::string& file);

/// What a container tells about a configuration besides.
struct KerasOrigin {
    std::string file;     ///< as named in errors
    std::string version;  ///< of Keras, as in "2.15.0"; counts where the text tells none
    std::string backend;  ///< "theano" turns kernels round
};
/// The same with weights: no more than 2 GB of them.
nn::Model model_from_keras_json(std::string_view text, const KerasOrigin& origin, const KerasWeightReader& weights);
nn::Model model_from_keras_config(const nlohmann::json& root, const KerasOrigin& origin,
                                  const KerasWeightReader& weights);

/// One layer as Keras has it.
struct KerasLayer {
    std::string name;
    std::string class_name;
    nlohmann::json config;
    std::vector<std::string> inputs;  ///< layers' names
    /// As Keras names, shapes and orders them.
    std::vector<nn::WeightSpec> weights;
    int node = 0;  ///< of the model
};
/// The model's layers in the order in which Keras itself lists them, which is that of a file's weights. An activation
/// that Keras knows only as a layer becomes one, behind its own layer. Throws ModelError for what Keras cannot express.
std::vector<KerasLayer> keras_layers(const nn::Model& model);

/// What is written as model_config: Sequential for a chain, else Model (Functional). Throws ModelError as
/// keras_layers() does.
std::string keras_json(const nn::Model& model);
std::string keras_json(const nn::Model& model, const std::vector<KerasLayer>& layers);

}  // namespace convscope
