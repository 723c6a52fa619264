// Reads weights that HDF5 stores by their layers' names, as in a .h5 file with a whole model or weights alone.
#pragma once

#include "core/io/hdf5/reader.h"
#include "core/io/keras/read/weights.h"

namespace convscope::keras {

/// True for a group with the attribute layer_names.
bool has_named_weights(const hdf5::ReadGroup& group);
/// Fills in the values of all weights. Reads only the layers and weights that the group's attributes list. Throws
/// LoadError.
void read_named_weights(const hdf5::ReadGroup& group, ModelWeights& weights);

}  // namespace convscope::keras
