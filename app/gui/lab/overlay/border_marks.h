// The border on the views: padding that is added around the input, and rows and columns that get no output.
#pragma once

#include <vector>

#include "app/gui/lab/views/view_slot.h"
#include "core/filter/geometry.h"
#include "core/image/reduce.h"

namespace convscope {

/// The four strips of `outer` around `inner`, which lies inside; empty strips are omitted.
std::vector<PixelRect> strips_around(const PixelRect& outer, const PixelRect& inner);
/// The input pixels that are the middle of an output's window; other input pixels have no output at their position.
PixelRect window_centres(const Geometry& geometry);

/// The rows and columns of `part` of the input that no window reads: those between two windows if the stride is larger
/// than the window, and the remainder at the end.
std::vector<PixelRect> unread_strips(const Geometry& geometry, const PixelRect& part);

/// On the input: padding with its values, or, without padding, the hatched border that gets no output; pixels that no
/// window reads are hatched as well. On the filtered picture: the hatched rows and columns that pooling drops. In the
/// dark theme, a light veil over the pixels of an output that the player has not reached.
void draw_border(LabScene& scene, const ViewSlot& slot);

}  // namespace convscope
