// A few small pictures of the program's own to try a model with: light things on black, as data sets of digits and
// garments have them, and coloured scenes. Drawn, so that they are the same everywhere.
#pragma once

#include <cstddef>

#include "core/image/picture.h"

namespace convscope::nn {

inline constexpr std::size_t kSpecimens = 6;

/// Specimen `index` (0..kSpecimens-1), in colour, 64 x 64 bytes.
Picture probe_image(std::size_t index);

}  // namespace convscope::nn
