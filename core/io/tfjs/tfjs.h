// TensorFlow.js's layers models, as TensorFlow.js itself and its converter write them: a model.json and files of raw
// weights in the same folder. Its graph models are another format.
#pragma once

#include <filesystem>

#include "core/nn/model/model.h"

namespace convscope::tfjs {

/// `path` is that of the model.json; the files that it names have to be in its folder. Throws LoadError.
nn::Model load(const std::filesystem::path& path);

}  // namespace convscope::tfjs
