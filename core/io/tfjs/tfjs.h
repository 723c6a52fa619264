// TensorFlow.js's layers models: a model.json and, beside it, files of raw weights. Reads those that TensorFlow.js
// itself and its converter write; its graph models are another format.
#pragma once

#include <filesystem>

#include "core/nn/model/model.h"

namespace convscope {

/// `path` is that of the model.json; the files that it names have to lie in its folder. Throws LoadError.
nn::Model load_tfjs(const std::filesystem::path& path);

}  // namespace convscope
