// Keeps the models that Layers opens from a training as files, so that sessions and the next start find them.
#pragma once

#include <filesystem>
#include <string>

#include "core/nn/model/model.h"

namespace convscope {

/// Writes the model into the folder, which it creates, as "NAME 2026-03-14 09.30.05.h5", and returns the path. Keeps
/// the last 20 models. Throws LoadError.
std::filesystem::path keep_trained_model(const std::filesystem::path& folder, const std::string& name,
                                         const nn::Model& model);

}  // namespace convscope
