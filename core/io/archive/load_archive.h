// Loads the model in a zip archive: Keras's .keras, or an archive with one model of any format, such as those that
// Teachable Machine exports.
#pragma once

#include <filesystem>
#include <span>

#include "core/io/keras/lambda.h"
#include "core/io/npy/npy.h"
#include "core/nn/model/model.h"

namespace convscope::archive {

/// Labels in the model's folder are taken if the model has none and they fit. The archive is unpacked into a private
/// temporary folder, which is removed before the function returns. For `feeds` and `lambdas` see load_model(). Throws
/// LoadError; archives of other kinds are named, such as PyTorch's.
nn::Model load(const std::filesystem::path& file, std::span<const NpyArray> feeds,
               const keras::LambdaMeanings& lambdas);

}  // namespace convscope::archive
