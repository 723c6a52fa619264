// Writes models in ONNX's format (opset 13), as other frameworks export them: images as N,C,H,W, an open batch, weights
// in the file. The metadata property "convscope" holds the model's information.
#pragma once

#include <filesystem>

#include "core/nn/model/model.h"

namespace convscope::onnx {

/// Throws LoadError, also for a model with a layer that ONNX has no operators for.
void save_model(const std::filesystem::path& path, const nn::Model& model);
/// Throws what save_model() throws, as far as that does not depend on the weights. Writes nothing.
void check_saving(const std::filesystem::path& path, const nn::Model& model);

}  // namespace convscope::onnx
