// Loads and saves models. The format is recognised by the content when loading and by the ending when saving.
#pragma once

#include <filesystem>

#include "core/io/file_kind.h"
#include "core/io/model_options.h"
#include "core/nn/model/model.h"

namespace convscope {

/// The model in the file. Files are read in confined processes. Throws LoadError.
nn::Model load_model(const std::filesystem::path& file, const ModelOptions& options = {});
/// load_model() for a file whose kind is known, so that its head need not be read again.
nn::Model load_model(const std::filesystem::path& file, FileKind kind, const ModelOptions& options = {});
/// A Keras model in two files, given in any order: the layers (model.to_json()) and the weights (.h5); without
/// `weights`, a model in one file. Throws LoadError.
nn::Model load_model(const std::filesystem::path& architecture, const std::filesystem::path& weights,
                     const ModelOptions& options = {});
/// Writes Keras's .h5 or .onnx, by the file's ending. Throws LoadError, also for another ending.
void save_model(const std::filesystem::path& file, const nn::Model& model);
/// Throws the errors of save_model() that do not depend on the weights' values, without changing the file.
void check_saving(const std::filesystem::path& file, const nn::Model& model);

}  // namespace convscope
