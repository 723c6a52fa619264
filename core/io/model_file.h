// Loads and saves models. The format is recognised by the content when loading and by the ending when saving.
#pragma once

#include <filesystem>
#include <span>

#include "core/io/file_kind.h"
#include "core/io/keras/lambda.h"
#include "core/io/npy/npy.h"
#include "core/nn/model/model.h"

namespace convscope {

/// `feeds` are the values for the model's inputs, in the inputs' order, if they are known. An ONNX graph may need them:
/// its shapes may depend on them, and its weights may be inputs. `lambdas` state what a Keras model's Lambda layers
/// compute. Throws LoadError.
nn::Model load_model(const std::filesystem::path& file, std::span<const NpyArray> feeds = {},
                     const keras::LambdaMeanings& lambdas = {});
/// load_model() for a file whose kind is known, so that its head need not be read again.
nn::Model load_model(const std::filesystem::path& file, FileKind kind, std::span<const NpyArray> feeds = {},
                     const keras::LambdaMeanings& lambdas = {});
/// A Keras model in two files, given in any order: the layers (model.to_json()) and the weights (.h5); without
/// `weights`, a model in one file. Throws LoadError.
nn::Model load_model(const std::filesystem::path& architecture, const std::filesystem::path& weights,
                     const keras::LambdaMeanings& lambdas = {});
/// Writes Keras's .h5 or .onnx, by the file's ending. Throws LoadError, also for another ending.
void save_model(const std::filesystem::path& file, const nn::Model& model);
/// Throws the errors of save_model() that do not depend on the weights' values, without changing the file.
void check_saving(const std::filesystem::path& file, const nn::Model& model);

}  // namespace convscope
