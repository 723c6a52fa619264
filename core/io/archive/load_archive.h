// Loads the model in a zip archive: Keras's .keras, or an archive with one model of any format, such as those that
// Teachable Machine exports.
#pragma once

#include <filesystem>

#include "core/io/model_options.h"
#include "core/nn/model/model.h"

namespace convscope::archive {

/// A model without labels gets the labels in its folder if they fit. The archive is unpacked into a private temporary
/// folder, which is removed before the function returns. Throws LoadError; for other archives, such as PyTorch's, the
/// message names their kind.
nn::Model load(const std::filesystem::path& file, const ModelOptions& options);

}  // namespace convscope::archive
