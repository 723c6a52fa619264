// Readers of Keras's layers that merge several inputs or change the axes of a value. Each adds the equivalent convscope
// layers and returns the output. Throws LoadError and nn::ShapeError.
#pragma once

#include "core/io/keras/read/layers/layer_call.h"

namespace convscope::keras {

ArrangedValue read_add(LayerCall& call);
ArrangedValue read_subtract(LayerCall& call);
ArrangedValue read_multiply(LayerCall& call);
/// Adds an Add and a Rescaling.
ArrangedValue read_average(LayerCall& call);
ArrangedValue read_maximum(LayerCall& call);
/// Adds layers that compute min(x) as -max(-x).
ArrangedValue read_minimum(LayerCall& call);
ArrangedValue read_concatenate(LayerCall& call);
/// Moves no data: if memory is not in Keras's order, the next Dense permutes its kernel.
ArrangedValue read_flatten(LayerCall& call);
ArrangedValue read_reshape(LayerCall& call);
ArrangedValue read_permute(LayerCall& call);

}  // namespace convscope::keras
