// Dead maps: maps that an activation such as ReLU has set to 0 everywhere.
#pragma once

#include "core/nn/model/model.h"

namespace convscope::nn {

/// True if a map of this node counts as dead when none of its values is above 0: the values come from an activation
/// that replaces negative numbers by 0, such as ReLU, and layers after it only moved or pooled them. False before an
/// activation, where negative values are ordinary, as after batch normalization or a linear convolution.
bool can_be_dead(const Model& model, int node);

}  // namespace convscope::nn
