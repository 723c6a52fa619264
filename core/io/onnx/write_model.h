// Writes models in ONNX's format (opset 13) the way other frameworks export them: images as N,C,H,W, an open batch
// length, weights inside the file. The metadata property "convscope" holds the JSON of model_info.h.
#pragma once

#include <filesystem>

#include "core/nn/model/model.h"

namespace convscope::onnx {

/// Throws LoadError, also for a model with a layer that ONNX operators cannot express.
void save_model(const std::filesystem::path& path, const nn::Model& model);
/// Throws the errors of save_model() that do not depend on the weights. Writes nothing.
void check_saving(const std::filesystem::path& path, const nn::Model& model);

}  // namespace convscope::onnx
