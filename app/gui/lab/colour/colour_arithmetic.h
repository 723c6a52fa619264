// The arithmetic of one pixel of the map: three rows window x slice = products, one for each channel; the three sums
// and their total; the steps after the total; and the pooling block.
#pragma once

#include "app/gui/lab/colour/colour_scene.h"

namespace convscope {

/// The smallest height of the arithmetic with its title in an area of this width. In presentation mode its digits are
/// at least 1/45 of the window's height.
float colour_arithmetic_height(const ColourScene& scene, float width);
/// Draws the arithmetic of the scene's selection as large as the area allows. The places of the numbers are recorded in
/// the map of Ui under the names "colour.red.window.ROW.COLUMN", "colour.red.filter. ...", "colour.red.product. ...",
/// "colour.red.sum_value"; those of the lines under "colour.sum", "colour.weighted", "colour.biased",
/// "colour.activated"; those of the block under "colour.pool.ROW.COLUMN" and "colour.pool.value".
void show_colour_arithmetic(ColourScene& scene, Rect area);

}  // namespace convscope
