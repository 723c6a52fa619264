// Keras's whole models in HDF5 (.h5, .hdf5, .keras before Keras 3), the format that every Keras reads: the
// configuration as an attribute, the weights by layer. What Keras has no place for is kept in an attribute "convscope".
#pragma once

#include <filesystem>

#include "core/nn/model/model.h"

namespace convscope {

/// Reads what Keras 1 to 3 and save_keras_h5() write; an optimizer's state is left out. Without an attribute
/// "convscope" the model's labels are none and its preprocessing the default. Throws LoadError.
nn::Model load_keras_h5(const std::filesystem::path& path);

/// A model whose layers are in a JSON text, as model.to_json() writes it, and whose weights are in HDF5: by themselves
/// or beside a whole model. Throws LoadError.
nn::Model load_keras_h5(const std::filesystem::path& architecture, const std::filesystem::path& weights);

/// Writes weights as float32, bit by bit. Throws LoadError, also for a model that Keras cannot express.
void save_keras_h5(const std::filesystem::path& path, const nn::Model& model);
/// Throws what save_keras_h5() would, as far as it shows before the weights are known.
void check_keras_h5(const std::filesystem::path& path, const nn::Model& model);

}  // namespace convscope
