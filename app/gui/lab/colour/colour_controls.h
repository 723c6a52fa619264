// The controls at the left of the colour page, and its keys.
#pragma once

#include "app/gui/lab/colour/colour_scene.h"

namespace convscope {

/// Draws the pictures, examples, presets for slices, and the steps after the sum. `target` is the slice that presets
/// set: 0 to 2, or kAllSlices.
void colour_controls(ColourScene& scene, Rect place, int& target);
/// R and Escape leave the page, F shows the whole picture.
void colour_keys(ColourScene& scene);

}  // namespace convscope
