// Readers of Keras's layers without windows that keep the meaning of axes: Dense, normalisation, activations. Each adds
// the equivalent convscope layers and returns the output. Throws LoadError and nn::ShapeError.
#pragma once

#include "core/io/keras/read/layers/layer_call.h"

namespace convscope::keras {

/// If the input was flattened in another order than Keras's, permutes the kernel's rows instead of the data.
ArrangedValue read_dense(LayerCall& call);
ArrangedValue read_rescaling(LayerCall& call);
/// Reads Dropout and SpatialDropout2D, which change nothing at inference.
ArrangedValue read_dropout(LayerCall& call);
/// Reads layers that change values only in training, such as GaussianNoise.
ArrangedValue read_identity(LayerCall& call);
/// Takes the meaning that the user has stated for the layer: identity, or a Rescaling. Throws LoadError if there is
/// none, because the file holds only the layer's Python code.
ArrangedValue read_lambda(LayerCall& call);
ArrangedValue read_activation(LayerCall& call);
ArrangedValue read_relu(LayerCall& call);
ArrangedValue read_leaky_relu(LayerCall& call);
ArrangedValue read_elu(LayerCall& call);
ArrangedValue read_thresholded_relu(LayerCall& call);
ArrangedValue read_prelu(LayerCall& call);
/// If the softmax has several axes, they become the last axis of the node.
ArrangedValue read_softmax(LayerCall& call);

}  // namespace convscope::keras
