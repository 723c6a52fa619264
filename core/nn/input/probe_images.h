// Probe images, drawn by the program to guess a model's preprocessing: light things on black, as in data sets of digits
// and garments, and coloured scenes. They are computed, so that they are the same on every machine.
#pragma once

#include <cstddef>

#include "core/image/picture.h"

namespace convscope::nn {

inline constexpr std::size_t kProbeImages = 6;

/// Probe image `index` (0..kProbeImages-1), in colour, 64 x 64 bytes.
Picture probe_image(std::size_t index);

}  // namespace convscope::nn
