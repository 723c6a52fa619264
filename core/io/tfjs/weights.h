// Reads the weights of a TensorFlow.js model. A manifest lists arrays, plain or quantised, whose bytes are stored one
// after another, split into several files. Must not depend on models: it only returns arrays.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

#include "core/io/transfer/weight_files.h"
#include "core/nn/model/tensor.h"

namespace convscope::tfjs {

struct Array {
    std::string name;
    nn::Shape shape;
    std::vector<float> values;
    bool is_integer = false;  ///< stored as whole numbers that are not quantised
    bool used = false;        ///< the values were moved to a weight of the model
};

/// All arrays of the manifest: floats, whole numbers and booleans. `file` is the name of the file with the manifest,
/// for errors. Throws LoadError, and MissingWeightFiles if `weights` lacks a file that the manifest names.
std::vector<Array> read_arrays(const std::string& file, const nlohmann::json& manifest, const WeightFiles& weights);
/// read_arrays() for weights in memory: `bytes` are those of all groups, one after the other.
std::vector<Array> decode_arrays(std::span<const std::uint8_t> bytes, const nlohmann::json& manifest,
                                 const std::string& file);

}  // namespace convscope::tfjs
