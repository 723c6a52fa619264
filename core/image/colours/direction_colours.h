// Colours of directions: the hue stands for the angle, the brightness for the magnitude.
#pragma once

#include "core/image/colours/colour_maps.h"
#include "core/image/picture.h"

namespace convscope {

/// The saturated hue of an angle of -180 to 180 degrees, counted around the circle of hues: 0 red, 60 yellow, 120
/// green, 180 and -180 cyan, -120 blue, -60 magenta. `brightness`, limited to 0..1, scales it from black. NaN gives
/// kNanColour.
Rgb direction_colour(float degrees, float brightness);

/// The colours of rows x cols directions as a picture of bytes: degrees in `degrees`, and the square root of
/// `magnitude` / `full` as brightness, so that the screen's light is about proportional to the magnitude. With `full` 0
/// or less all pixels are black. Both images have the same size; magnitudes are not negative.
Picture direction_picture(const FloatImage& degrees, const FloatImage& magnitude, float full);

}  // namespace convscope
