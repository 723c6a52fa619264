// Marks over the colour page's views, and the lines between them.
#pragma once

#include "app/gui/lab/colour/colour_layout.h"

namespace convscope {

/// Outlines this view's part of the scene's selection, which must exist: the window on the picture and on all three
/// channels, the pixel on the sums and the map, the block and the pooled pixel.
void draw_colour_marks(ColourScene& scene, const ColourView& view);
/// Lines from the picture to its channels, from the sums that are counted to the plus sign, and from there to the map;
/// and the multiplication and equality signs.
void draw_links(ColourScene& scene, const ColourLayout& layout);

}  // namespace convscope
