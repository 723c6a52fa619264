// Readers of Keras's layers that shift and scale values by a mean and a variance. Each adds the equivalent convscope
// layers and returns the output. Throws LoadError and nn::ShapeError.
#pragma once

#include "core/io/keras/read/layers/layer_call.h"

namespace convscope::keras {

ArrangedValue read_batch_normalization(LayerCall& call);
/// For constants along one axis, adds a Rescaling if the settings hold mean and variance, else a BatchNormalization
/// without scale and center, unless it is inverted. In all other cases adds a Normalization.
ArrangedValue read_normalization(LayerCall& call);
ArrangedValue read_layer_normalization(LayerCall& call);
ArrangedValue read_group_normalization(LayerCall& call);
/// InstanceNormalization of TensorFlow Addons: a GroupNormalization with as many groups as channels.
ArrangedValue read_instance_normalization(LayerCall& call);
ArrangedValue read_unit_normalization(LayerCall& call);

}  // namespace convscope::keras
