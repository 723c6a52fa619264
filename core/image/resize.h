// Resizes a picture, for example to a network's input. Must not depend on networks. reduce.h is the fast way for
// display.
#pragma once

#include "core/image/plane.h"

namespace convscope {

/// The plane at another size, as floats 0..255: smaller by averaging what each pixel covers, larger by linear
/// interpolation. The same size is an exact copy. Both sizes are at least 1 x 1.
Plane resized(const Plane& plane, Size size);

}  // namespace convscope
