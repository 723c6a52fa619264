// Keras's Sequential models.
#pragma once

#include <optional>

#include "core/io/keras/read/entries.h"

namespace convscope::keras {

/// See read_model(), which calls it.
Values read_sequential(const LayerEntry& model, std::optional<Values> inputs, Assembly& assembly,
                       LayerWeights& weights);

}  // namespace convscope::keras
