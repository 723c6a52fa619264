// Keras's whole models in HDF5 (.h5, .hdf5, .keras before Keras 3), the format that every Keras reads: the
// configuration as an attribute, the weights by layer. Labels and preprocessing, for which Keras has no place, are in
// an attribute "convscope".
#pragma once

#include <filesystem>

#include "core/nn/model/model.h"

namespace convscope::keras {

/// Reads the files of Keras 1 to 3 and of save_h5(), without an optimizer's state. A file without the attribute
/// "convscope" gives a model without labels and with the default preprocessing. Throws LoadError.
nn::Model load_h5(const std::filesystem::path& path);

/// A model whose layers are in a JSON text, as model.to_json() writes it, and whose weights are in HDF5: alone or in a
/// whole model. Throws LoadError.
nn::Model load_h5(const std::filesystem::path& architecture, const std::filesystem::path& weights);

/// Writes weights as float32, bit by bit. Throws LoadError, also for a model that Keras cannot express.
void save_h5(const std::filesystem::path& path, const nn::Model& model);
/// Throws the errors of save_h5() that do not depend on the weights' values, and leaves the file as it is.
void check_h5(const std::filesystem::path& path, const nn::Model& model);

}  // namespace convscope::keras
