// A map of coarse squares drawn over a picture, as the page "Why" shows it and as it is exported.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/image/colours/colour_maps.h"
#include "core/image/plane.h"

namespace convscope {

/// RGB bytes, row by row.
struct ColourBytes {
    Size size;
    std::vector<std::uint8_t> values;
};

struct MapOverlay {
    const FloatImage& map;
    ColourScale scale;
    float opacity = 1;  ///< of the map's colours over the picture, 0..1
    /// The position on the picture, in its pixels: cell (r, c) begins at row first_row + r * row_step.
    double first_row = 0, first_col = 0, row_step = 1, col_step = 1;
    bool smooth = false;  ///< interpolates between the cells' centres; otherwise cells are squares of one colour
};

/// The picture enlarged by `factor` >= 1, with the map over the part that its cells cover.
ColourBytes overlay(const ColourBytes& picture, const MapOverlay& over, int factor);

/// The factor of exported pictures: the smallest with which the picture has at least 512 rows or columns.
int overlay_export_factor(Size picture);

}  // namespace convscope
