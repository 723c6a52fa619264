// Loads TensorFlow.js's models: a model.json and files of raw weights in the same folder. The model.json has the layers
// of a Keras model or, in a graph model, the operators of a graph, see graph_model.h.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/io/keras/lambda.h"
#include "core/io/transfer/weight_files.h"
#include "core/nn/model/model.h"

namespace convscope::tfjs {

/// `path` is the model.json; the files that it names must be in its folder. Read in a confined process. Throws
/// LoadError.
nn::Model load(const std::filesystem::path& path, const keras::LambdaMeanings& lambdas = {},
               const std::stop_token& stop = {});
/// The model in these bytes of a model.json, read in this process; `file` is used in errors. Throws LoadError, and
/// MissingWeightFiles if `weights` lacks a file that it names.
nn::Model decode_model(std::span<const std::uint8_t> bytes, const std::string& file, const WeightFiles& weights,
                       const keras::LambdaMeanings& lambdas = {});
/// The files of weights that the model.json `path` names, which belong to its model. None if it cannot be read.
std::vector<std::filesystem::path> weight_files(const std::filesystem::path& path);

}  // namespace convscope::tfjs
