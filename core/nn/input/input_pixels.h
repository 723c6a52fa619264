// A model's input values as the picture that they stand for.
#pragma once

#include <span>

#include "core/image/colours/map_overlay.h"
#include "core/nn/model/model.h"

namespace convscope::nn {

/// The first input's values, H,W,C with one or three channels, as RGB bytes: the input values of pixel values 0 and 255
/// become black and white. The first input must take a picture.
ColourBytes input_pixels(const Model& model, std::span<const float> values);

}  // namespace convscope::nn
