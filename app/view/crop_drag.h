// Dragging the frame of a crop: its corners, its edges, or all of it. Must not include anything that draws.
#pragma once

#include <optional>

#include "core/image/plane.h"
#include "core/image/reduce.h"

namespace convscope {

/// A point of the picture in pixels; pixel 0 reaches from 0 to 1.
struct PicturePoint {
    double row = 0, col = 0;
};

/// The part of the frame that a drag moves. The interior moves all four edges; `draw` draws a new frame.
struct CropPart {
    bool top = false, bottom = false, left = false, right = false;
    bool draw = false;
    bool operator==(const CropPart&) const = default;
    bool is_interior() const { return top && bottom && left && right; }
};

/// The part at a point: a corner or an edge within `reach` pixels of the picture, the interior of a crop, or `draw`.
/// Without a crop the frame is the picture's border.
CropPart crop_part_at(const std::optional<PixelRect>& crop, Size size, const PicturePoint& at,
                      const PicturePoint& reach);
/// `start` after its `part` was dragged from `from` to `to`: at least one pixel, inside the picture. A moved interior
/// keeps its size.
PixelRect dragged_crop(const PixelRect& start, const CropPart& part, Size size, const PicturePoint& from,
                       const PicturePoint& to);

}  // namespace convscope
