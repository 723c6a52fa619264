// Reads Keras's Functional models, which are graphs of layers.
#pragma once

#include <optional>

#include "core/io/keras/read/entries.h"

namespace convscope::keras {

/// read_model() for a Functional model.
Values read_functional(const LayerEntry& model, const std::optional<Values>& inputs, Assembly& assembly,
                       LayerWeights& weights);

}  // namespace convscope::keras
