// Reduces a picture for display by averaging square blocks, so that it does not shimmer while it is moved or zoomed.
#pragma once

#include "core/image/plane.h"

namespace convscope {

struct PixelRect {
    int row = 0, col = 0, rows = 0, cols = 0;
    bool operator==(const PixelRect&) const = default;
};

/// Averages of `factor` x `factor` blocks (factor 1, 2, 4, ... 64) over `region`, whose corner is a multiple of
/// `factor`. Blocks at the right and lower edge may be smaller. `out` becomes ceil(rows / factor) x ceil(cols /
/// factor). Vectorised, on all cores; reuses the memory of `out`.
void reduce(const Plane& plane, PixelRect region, int factor, FloatImage& out);
void reduce(const FloatImage& image, PixelRect region, int factor, FloatImage& out);

}  // namespace convscope
