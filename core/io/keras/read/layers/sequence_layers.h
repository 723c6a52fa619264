// Readers of Keras's layers with windows over sequences (steps, channels): Conv1D, pooling, padding. A sequence becomes
// an image with one row, {1, steps, channels}; the layer becomes that for images. Throws LoadError and nn::ShapeError.
#pragma once

#include "core/io/keras/read/layers/layer_call.h"

namespace convscope::keras {

ArrangedValue read_conv1d(LayerCall& call);
/// Adds a Conv2D in which every input channel is a group with `depth_multiplier` filters.
ArrangedValue read_depthwise_conv1d(LayerCall& call);
/// Adds a depthwise Conv2D and a 1 x 1 Conv2D, which has the bias and the activation.
ArrangedValue read_separable_conv1d(LayerCall& call);
ArrangedValue read_max_pooling1d(LayerCall& call);
ArrangedValue read_average_pooling1d(LayerCall& call);
ArrangedValue read_global_max_pooling1d(LayerCall& call);
ArrangedValue read_global_average_pooling1d(LayerCall& call);
ArrangedValue read_zero_padding1d(LayerCall& call);
ArrangedValue read_cropping1d(LayerCall& call);
ArrangedValue read_up_sampling1d(LayerCall& call);

}  // namespace convscope::keras
