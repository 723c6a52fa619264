// Computes the size of letters and controls from the window's size. Pure functions.
#pragma once

#include "core/image/plane.h"

namespace convscope {

/// The sizes that determine the scale of the interface. The scale 1 is the design for a window of 1280 x 800.
struct ScaleInputs {
    Size window;                ///< in window coordinates
    float monitor = 1;          ///< the desktop's scale, in window coordinates
    float chosen = 1;           ///< the user's factor
    bool presentation = false;  ///< letters are readable from the last row of a classroom
};

/// The scale without the user's factor, in steps of 0.05: 1 at 1280 x 800, 1.5 at 1920 x 1080, 3 at 3840 x 2160. In a
/// small window it is at least three quarters of the monitor's scale, so that letters stay legible.
float automatic_scale(const ScaleInputs& inputs);
/// The automatic scale times the user's factor, from 0.5 to 4.5.
float interface_scale(const ScaleInputs& inputs);

}  // namespace convscope
