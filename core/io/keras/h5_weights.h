// Weights in HDF5, as Keras stores them: by layers' names beside a whole model or by themselves (.h5), or by classes
// and order (the .weights.h5 in a .keras). Knows nothing of what layers do with them.
#pragma once

#include "core/io/hdf5/reader.h"
#include "core/io/keras/weights.h"

namespace convscope {

/// True for a group that lists layers' names.
bool names_keras_layers(const hdf5::ReadGroup& group);
/// Weights by layers' names, found through the group's lists alone. Throws LoadError.
void read_named_keras_weights(const hdf5::ReadGroup& group, KerasWeights& weights);

/// True for a root with groups by class and order.
bool orders_keras_layers(const hdf5::ReadGroup& root);
/// Weights by classes and order. Throws LoadError.
void read_ordered_keras_weights(const hdf5::ReadGroup& root, KerasWeights& weights);

}  // namespace convscope
