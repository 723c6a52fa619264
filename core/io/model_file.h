// Models in files, whatever their format: told by content when read, by ending when written.
#pragma once

#include <filesystem>
#include <span>

#include "core/io/npy.h"
#include "core/nn/model/model.h"

namespace convscope {

/// Throws LoadError: what the file is instead, or what is wrong in it. `feeds`: what the model's inputs will be given,
/// in their order, where that is known; ONNX graphs may take weights as inputs.
nn::Model load_model(const std::filesystem::path& file, std::span<const NpyArray> feeds = {});
/// A model whose layers (model.to_json() of Keras) and weights (.h5) are in two files, given in any order; without
/// `weights`, one whose layers and weights are in one file. Throws LoadError.
nn::Model load_model(const std::filesystem::path& architecture, const std::filesystem::path& weights);
/// True for a file that holds a model's layers alone, as JSON. Never throws.
bool looks_like_architecture(const std::filesystem::path& file);
/// Keras's .h5 or .onnx, by the file's ending. Throws LoadError, also for another ending.
void save_model(const std::filesystem::path& file, const nn::Model& model);
/// Throws what save_model() would, as far as it shows before the weights are known.
void check_saving(const std::filesystem::path& file, const nn::Model& model);
/// True when the file starts as one of the formats does. Never throws.
bool looks_like_model(const std::filesystem::path& file);

}  // namespace convscope
