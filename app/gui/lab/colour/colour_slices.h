// The three slices of the colour page: their values, which can be edited, and their switches.
#pragma once

#include "app/gui/lab/colour/colour_layout.h"

namespace convscope {

/// Draws the values as fields "colour.red.cell.ROW.COLUMN" and the switches as buttons "colour.red.on", and so on.
void show_slices(ColourScene& scene, const ColourLayout& layout);

}  // namespace convscope
