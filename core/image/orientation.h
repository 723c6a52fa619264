// The orientation of a photo. Source: EXIF 2.32, tag Orientation. Independent of pixel types.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/image/plane.h"

namespace convscope {

/// The EXIF orientation of a JPEG, 1..8; 1 (as stored) where there is none.
int exif_orientation(std::span<const std::uint8_t> jpeg);

/// Strides for reading the stored pixels in upright order: pixel (r, c) of the upright picture is stored at
/// index origin + r * row_step + c * col_step.
struct Walk {
    Size size;
    std::ptrdiff_t origin = 0;
    std::ptrdiff_t row_step = 0;
    std::ptrdiff_t col_step = 0;
};
Walk upright(Size stored, int orientation);

}  // namespace convscope
