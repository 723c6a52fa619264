// The value range of a plane.
#pragma once

#include "core/image/plane.h"
#include "core/image/range.h"

namespace convscope {

/// The lowest and highest finite value of the plane; {0, 0} if it has none.
Range finite_range(const Plane& plane);

}  // namespace convscope
