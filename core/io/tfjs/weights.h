// Reads the weights of a TensorFlow.js model. A manifest lists arrays, plain or quantised, whose bytes are stored one
// after another, split into several files. Must not depend on models: it only returns arrays.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/nn/model/tensor.h"

namespace convscope::tfjs {

struct Array {
    std::string name;
    nn::Shape shape;
    std::vector<float> values;
    bool used = false;  ///< the values were moved to a weight of the model
};

/// All arrays of the manifest: floats, whole numbers and booleans. `model` is the file with the manifest; the files
/// that it names are in the same folder. Throws LoadError.
std::vector<Array> read_arrays(const std::filesystem::path& model, const nlohmann::json& manifest);

}  // namespace convscope::tfjs
