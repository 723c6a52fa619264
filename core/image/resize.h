// Resizes a plane to a fixed size. reduce.h is the fast way for display.
#pragma once

#include "core/image/plane.h"

namespace convscope {

/// The plane resized, as floats 0..255: averages the area that each output pixel covers if smaller, interpolates
/// linearly if larger. An unchanged size gives an exact copy. Both sizes are at least 1 x 1.
Plane resized(const Plane& plane, Size size);

}  // namespace convscope
