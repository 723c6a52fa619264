// Reduces a picture for display: one value for each square block, so that it does not shimmer while it is moved or
// zoomed.
#pragma once

#include "core/image/plane.h"

namespace convscope {

struct PixelRect {
    int row = 0, col = 0, rows = 0, cols = 0;
    bool operator==(const PixelRect&) const = default;
};

/// The value that stands for a block. mean: for grey pictures. extreme: the value of the largest magnitude, which keeps
/// thin lines of responses around 0 that a mean would cancel; the choice between equal magnitudes is always the same.
/// largest: the largest value, at least 0, for responses if only positive ones are visible.
enum class Reduction { mean, extreme, largest };

/// The values of `factor` x `factor` blocks (factor 1, 2, 4, ... 64) over `region`, whose corner is a multiple of
/// `factor`. Blocks at the right and lower edge may be smaller; a NaN makes its block NaN. `out` becomes ceil(rows /
/// factor) x ceil(cols / factor). Vectorised, on all cores; reuses the memory of `out`.
void reduce(const Plane& plane, PixelRect region, int factor, FloatImage& out, Reduction reduction = Reduction::mean);
void reduce(const FloatImage& image, PixelRect region, int factor, FloatImage& out,
            Reduction reduction = Reduction::mean);

}  // namespace convscope
