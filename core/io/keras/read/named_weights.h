// Weights in HDF5 by layers' names, as Keras stores them in a whole model or alone (.h5).
#pragma once

#include "core/io/hdf5/reader.h"
#include "core/io/keras/read/weights.h"

namespace convscope::keras {

/// True for a group that lists layers' names.
bool has_named_weights(const hdf5::ReadGroup& group);
/// Reads only the layers and weights that the group's attributes list. Throws LoadError.
void read_named_weights(const hdf5::ReadGroup& group, ModelWeights& weights);

}  // namespace convscope::keras
