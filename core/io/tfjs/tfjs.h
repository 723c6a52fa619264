// Loads TensorFlow.js's layers models, which TensorFlow.js and its converter write: a model.json and files of raw
// weights in the same folder. Its graph models are another format, which is refused.
#pragma once

#include <filesystem>
#include <vector>

#include "core/io/keras/lambda.h"
#include "core/nn/model/model.h"

namespace convscope::tfjs {

/// `path` is the model.json; the files that it names must be in its folder. Throws LoadError.
nn::Model load(const std::filesystem::path& path, const keras::LambdaMeanings& lambdas = {});
/// The files of weights that the model.json `path` names, which belong to its model. None if it cannot be read.
std::vector<std::filesystem::path> weight_files(const std::filesystem::path& path);

}  // namespace convscope::tfjs
