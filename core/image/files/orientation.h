// Reads the orientation of a photo and maps stored pixels to upright ones. Source: EXIF 2.32, tag Orientation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/image/plane.h"

namespace convscope {

/// The EXIF orientation of a JPEG, 1..8; 1 (as stored) if the file has none.
int exif_orientation(std::span<const std::uint8_t> jpeg);
/// The orientation in a block of EXIF data, as PNG and WebP hold it: with or without the six leading bytes "Exif" and
/// two zeros; 1 if it has none.
int exif_block_orientation(std::span<const std::uint8_t> block);

/// Offset and steps that read stored pixels in upright order: pixel (r, c) of the upright picture is stored at index
/// origin + r * row_step + c * col_step.
struct Walk {
    Size size;
    std::ptrdiff_t origin = 0;
    std::ptrdiff_t row_step = 0;
    std::ptrdiff_t col_step = 0;
};
Walk upright(Size stored, int orientation);

}  // namespace convscope
