// A channel in figures: histogram, minimum, maximum, mean, share of zeros, and its part in the answer.
#pragma once

#include "app/gui/layers/scene.h"

namespace convscope {

/// Of the selected channel; of a vector, of all its values. In a high area below each other, else side by side; with
/// the colours and what their ends stand for.
void show_channel_figures(Scene& scene, Rect area);
/// The height it needs where it is wide, and the width where it is high.
float channel_figures_height(const Ui& ui);
float channel_figures_width(const Ui& ui);

}  // namespace convscope
