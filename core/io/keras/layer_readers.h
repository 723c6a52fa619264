// One function per layer class of Keras, or per family of them: reads settings, adds layers.
// Knows nothing of graphs.
#pragma once

#include "core/io/keras/call.h"

namespace convscope {

/// Layers with windows: convolutions, pooling, borders.
KerasValue read_keras_conv2d(KerasCall& call);
KerasValue read_keras_depthwise_conv2d(KerasCall& call);
KerasValue read_keras_separable_conv2d(KerasCall& call);
KerasValue read_keras_conv2d_transpose(KerasCall& call);
KerasValue read_keras_max_pooling2d(KerasCall& call);
KerasValue read_keras_average_pooling2d(KerasCall& call);
KerasValue read_keras_global_max_pooling2d(KerasCall& call);
KerasValue read_keras_global_average_pooling2d(KerasCall& call);
KerasValue read_keras_zero_padding2d(KerasCall& call);
KerasValue read_keras_cropping2d(KerasCall& call);
KerasValue read_keras_up_sampling2d(KerasCall& call);

/// Layers that work on values, one by one or all together.
KerasValue read_keras_dense(KerasCall& call);
KerasValue read_keras_batch_normalization(KerasCall& call);
KerasValue read_keras_normalization(KerasCall& call);
KerasValue read_keras_rescaling(KerasCall& call);
KerasValue read_keras_dropout(KerasCall& call);
/// What does nothing but in training.
KerasValue read_keras_identity(KerasCall& call);
KerasValue read_keras_activation(KerasCall& call);
KerasValue read_keras_relu(KerasCall& call);
KerasValue read_keras_leaky_relu(KerasCall& call);
KerasValue read_keras_elu(KerasCall& call);
KerasValue read_keras_prelu(KerasCall& call);
KerasValue read_keras_softmax(KerasCall& call);

/// Layers that join or arrange.
KerasValue read_keras_add(KerasCall& call);
KerasValue read_keras_subtract(KerasCall& call);
KerasValue read_keras_multiply(KerasCall& call);
KerasValue read_keras_average(KerasCall& call);
KerasValue read_keras_maximum(KerasCall& call);
KerasValue read_keras_minimum(KerasCall& call);
KerasValue read_keras_concatenate(KerasCall& call);
KerasValue read_keras_flatten(KerasCall& call);
KerasValue read_keras_reshape(KerasCall& call);
KerasValue read_keras_permute(KerasCall& call);

}  // namespace convscope
