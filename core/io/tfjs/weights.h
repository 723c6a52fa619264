// The weights beside a TensorFlow.js model: a manifest that lists arrays one behind the other, over several files,
// whole or quantised. Knows no model.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/nn/model/tensor.h"

namespace convscope {

struct TfjsArray {
    std::string name;
    nn::Shape shape;
    std::vector<float> values;
    bool taken = false;
};

/// All arrays of floats, whole numbers and truth values in the manifest; `model` is the file that it is in, and beside
/// which its files lie. Throws LoadError.
std::vector<TfjsArray> read_tfjs_arrays(const std::filesystem::path& model, const nlohmann::json& manifest);

}  // namespace convscope
