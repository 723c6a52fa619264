// The table of Keras's layer classes and their readers.
#pragma once

#include "core/io/keras/read/assembly.h"
#include "core/io/keras/read/entries.h"

namespace convscope::keras {

/// Adds one call of the layer on these inputs and returns its output. Throws LoadError for an unknown class and
/// for settings outside their limits; ShapeError for inputs that the layer refuses.
ArrangedValue read_layer(const LayerEntry& entry, Values inputs, Assembly& assembly, LayerWeights& weights);

}  // namespace convscope::keras
