// Reads and writes Keras's whole models in HDF5 (.h5, .hdf5, .keras before Keras 3), the format that every version of
// Keras reads: the configuration is an attribute, the weights are stored by layer. Labels and preprocessing, which
// Keras does not store, are in an attribute "convscope".
#pragma once

#include <filesystem>
#include <stop_token>

#include "core/io/keras/lambda.h"
#include "core/nn/model/model.h"

namespace convscope::keras {

/// Reads the files of Keras 1 to 3 and of save_h5(), without an optimizer's state. A file without the attribute
/// "convscope" gives a model without labels and with the default preprocessing. HDF5 crashes on some damaged files: it
/// runs in a confined process. Throws LoadError.
nn::Model load_h5(const std::filesystem::path& path, const LambdaMeanings& lambdas = {},
                  const std::stop_token& stop = {});

/// Reads a model from two files: the layers from a JSON text that model.to_json() wrote, the weights from an HDF5 file
/// that holds only weights or a whole model. Throws LoadError.
nn::Model load_h5(const std::filesystem::path& architecture, const std::filesystem::path& weights,
                  const LambdaMeanings& lambdas = {}, const std::stop_token& stop = {});

/// Writes weights as float32 without rounding. Throws LoadError, also for a model that Keras cannot express.
void save_h5(const std::filesystem::path& path, const nn::Model& model);
/// Throws the errors of save_h5() that do not depend on the weights' values, without changing the file.
void check_h5(const std::filesystem::path& path, const nn::Model& model);

}  // namespace convscope::keras
