// Keras's own archives (.keras, Keras 2.12 and later): a zip of config.json, metadata.json and model.weights.h5, which
// names weights by their layers' classes and order.
#pragma once

#include <filesystem>

#include "core/nn/model/model.h"

namespace convscope::keras {

/// Throws LoadError.
nn::Model load_zip(const std::filesystem::path& path);

}  // namespace convscope::keras
