// The arithmetic of one pixel of the map: three times window x slice = products, the three sums, their sum and the
// steps after it, and the pooling block.
#pragma once

#include "app/gui/lab/colour/colour_scene.h"

namespace convscope {

/// The least height of the arithmetic with its title in an area of this width. In presentation mode its digits are at
/// least 1/45 of the window's height.
float colour_arithmetic_height(const ColourScene& scene, float width);
/// Draws the arithmetic of the scene's selection as large as the area allows. Numbers are marked
/// "colour.red.window.ROW.COLUMN", "colour.red.filter. ...", "colour.red.product. ...", "colour.red.sum_value";
/// lines "colour.sum", "colour.weighted", "colour.biased", "colour.activated"; the block "colour.pool.ROW.COLUMN" and
/// "colour.pool.value".
void show_colour_arithmetic(ColourScene& scene, Rect area);

}  // namespace convscope
