// Keras's own archives (.keras, Keras 2.12 and later): a zip of config.json, metadata.json and model.weights.h5, in
// which weights are found by layers' classes and their order.
#pragma once

#include <filesystem>

#include "core/nn/model/model.h"

namespace convscope {

/// Throws LoadError.
nn::Model load_keras_zip(const std::filesystem::path& path);

}  // namespace convscope
