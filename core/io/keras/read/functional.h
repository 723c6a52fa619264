// Keras's Functional models: graphs of layers.
#pragma once

#include <optional>

#include "core/io/keras/read/entries.h"

namespace convscope::keras {

/// See read_model(), which calls it.
Values read_functional(const LayerEntry& model, const std::optional<Values>& inputs, Assembly& assembly,
                       LayerWeights& weights);

}  // namespace convscope::keras
