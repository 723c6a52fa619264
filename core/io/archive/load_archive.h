// Loads the model in a zip archive: Keras's .keras, or an archive with one model of any format, such as those that
// Teachable Machine exports.
#pragma once

#include <filesystem>

#include "core/io/model_options.h"
#include "core/nn/model/model.h"

namespace convscope::archive {

/// Labels in the model's folder are taken if the model has none and they fit. The archive is unpacked into a private
/// temporary folder, which is removed before the function returns. Throws LoadError; archives of other kinds are named,
/// such as PyTorch's.
nn::Model load(const std::filesystem::path& file, const ModelOptions& options);

}  // namespace convscope::archive
