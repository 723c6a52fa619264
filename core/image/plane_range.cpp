#include "core/image/plane_range.h"

#include <algorithm>
#include <cmath>

namespace convscope {

Range finite_range(const Plane& plane) {
    if (plane.empty()) return {};
    if (plane.is_bytes()) {
        const auto [low, high] = std::ranges::minmax(plane.bytes());
        return {static_cast<float>(low), static_cast<float>(high)};
    }
    Range range = kNoValues;
    for (const float value : plane.floats())
        if (std::isfinite(value)) range = merged(range, {value, value});
    return finished(range);
}

}  // namespace convscope
