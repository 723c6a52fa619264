// The weights of a TensorFlow.js model: a manifest lists arrays, whole or quantised, whose bytes follow each other over
// several files. Must not depend on models: it only gives arrays.
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
    bool used = false;  ///< a weight of the model has taken the values
};

/// All arrays of the manifest: floats, whole numbers and booleans. `model` is the file with the manifest; the files
/// that it names are in the same folder. Throws LoadError.
std::vector<Array> read_arrays(const std::filesystem::path& model, const nlohmann::json& manifest);

}  // namespace convscope::tfjs
