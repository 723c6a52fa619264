// Maps that an activation has made zero everywhere.
#pragma once

#include "core/nn/model/model.h"

namespace convscope::nn {

/// True if a map of this node without a value above 0 is dead: its values come from an activation that replaces
/// negative numbers by 0, such as ReLU, and were only moved or pooled since. False before an activation, where negative
/// values are ordinary, as after batch normalization or a linear convolution.
bool can_be_dead(const Model& model, int node);

}  // namespace convscope::nn
