// Writes models in ONNX's format (opset 13), as other frameworks export them: images as N,C,H,W, a free batch, weights
// in the file. What convscope tells besides is in the metadata property "convscope".
#pragma once

#include <filesystem>

#include "core/nn/model/model.h"

namespace convscope {

/// Throws LoadError, also for a model with a layer that ONNX has no operators for.
void save_onnx(const std::filesystem::path& path, const nn::Model& model);
/// Throws what save_onnx() would, as far as it shows before the weights are known.
void check_onnx(const std::filesystem::path& path, const nn::Model& model);

}  // namespace convscope
