// Readers of Keras's layers with windows and borders: convolutions, pooling, padding, cropping, resizing. Each adds the
// equivalent convscope layers and returns the output. Throws LoadError and nn::ShapeError.
#pragma once

#include "core/io/keras/read/layers/layer_call.h"

namespace convscope::keras {

ArrangedValue read_conv2d(LayerCall& call);
/// Adds a Conv2D in which every input channel is a group with `depth_multiplier` filters.
ArrangedValue read_depthwise_conv2d(LayerCall& call);
/// Adds a depthwise Conv2D and a 1 x 1 Conv2D, which has the bias and the activation.
ArrangedValue read_separable_conv2d(LayerCall& call);
ArrangedValue read_conv2d_transpose(LayerCall& call);
ArrangedValue read_max_pooling2d(LayerCall& call);
ArrangedValue read_average_pooling2d(LayerCall& call);
ArrangedValue read_global_max_pooling2d(LayerCall& call);
ArrangedValue read_global_average_pooling2d(LayerCall& call);
ArrangedValue read_zero_padding2d(LayerCall& call);
ArrangedValue read_cropping2d(LayerCall& call);
ArrangedValue read_up_sampling2d(LayerCall& call);

}  // namespace convscope::keras
