// Readers of Keras's layers that change the size of an image before a network: Resizing, CenterCrop, RandomCrop. Each
// adds the equivalent convscope layers and returns the output. Throws LoadError and nn::ShapeError.
#pragma once

#include "core/io/keras/read/layers/layer_call.h"

namespace convscope::keras {

/// With crop_to_aspect_ratio or pad_to_aspect_ratio, a Cropping2D or a ZeroPadding2D comes before the Resizing.
ArrangedValue read_resizing(LayerCall& call);
/// Adds a Cropping2D, or the layers of read_random_crop() for an image smaller than the result.
ArrangedValue read_center_crop(LayerCall& call);
/// At inference Keras cuts the largest part with the result's aspect ratio out of the middle and resizes it.
ArrangedValue read_random_crop(LayerCall& call);

}  // namespace convscope::keras
