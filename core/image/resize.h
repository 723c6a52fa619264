// Resizes a plane to a given size. reduce.h is faster and reduces pictures for display.
#pragma once

#include "core/image/plane.h"

namespace convscope {

/// The plane resized, as floats 0..255: a smaller plane averages the area that each output pixel covers, a larger one
/// is interpolated linearly. An unchanged size gives an exact copy. Both sizes are at least 1 x 1.
Plane resized(const Plane& plane, Size size);

}  // namespace convscope
