// Models in files of every format: found by content when read, by ending when written.
#pragma once

#include <filesystem>
#include <span>

#include "core/io/file_kind.h"
#include "core/io/npy.h"
#include "core/nn/model/model.h"

namespace convscope {

/// `feeds` are the values of the model's inputs, in their order, if they are known: the shapes of an ONNX graph may
/// depend on them, and its weights may be inputs. Throws LoadError.
nn::Model load_model(const std::filesystem::path& file, std::span<const NpyArray> feeds = {});
/// The same for a file of this kind, whose head is not read again to find that out.
nn::Model load_model(const std::filesystem::path& file, FileKind kind, std::span<const NpyArray> feeds = {});
/// A Keras model in two files, given in any order: the layers (model.to_json()) and the weights (.h5); without
/// `weights`, a model in one file. Throws LoadError.
nn::Model load_model(const std::filesystem::path& architecture, const std::filesystem::path& weights);
/// Writes Keras's .h5 or .onnx, by the file's ending. Throws LoadError, also for another ending.
void save_model(const std::filesystem::path& file, const nn::Model& model);
/// Throws the errors of save_model() that do not depend on the weights' values, and leaves the file as it is.
void check_saving(const std::filesystem::path& file, const nn::Model& model);

}  // namespace convscope
