// Reads weights that HDF5 stores by their layers' classes and order, as in the model.weights.h5 of a .keras archive.
#pragma once

#include "core/io/hdf5/reader.h"
#include "core/io/keras/read/weights.h"

namespace convscope::keras {

/// True for a root whose groups are named by class and number, such as "layers/conv2d_1".
bool has_ordered_weights(const hdf5::ReadGroup& root);
/// Fills in the values of all weights. Throws LoadError.
void read_ordered_weights(const hdf5::ReadGroup& root, ModelWeights& weights);

}  // namespace convscope::keras
