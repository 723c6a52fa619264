// A channel in figures: histogram, minimum, maximum, mean, share of zeros, and its part in the answer.
#pragma once

#include "app/gui/layers/scene.h"

namespace convscope {

/// Of the selected channel; of a vector, of all its values.
void show_channel_figures(Scene& scene, Rect area);

}  // namespace convscope
