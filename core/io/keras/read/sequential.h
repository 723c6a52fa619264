// Reads Keras's Sequential models, which are chains of layers.
#pragma once

#include <optional>

#include "core/io/keras/read/entries.h"

namespace convscope::keras {

/// read_model() for a Sequential model.
Values read_sequential(const LayerEntry& model, std::optional<Values> inputs, Assembly& assembly,
                       LayerWeights& weights);

}  // namespace convscope::keras
