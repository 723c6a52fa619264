// A channel in figures: histogram, minimum, maximum, mean, share of zeros, and its part in the answer.
#pragma once

#include "app/gui/network/scene/scene.h"

namespace convscope {

/// Of the channel; of a vector, of all its values. In a high area below each other, else side by side; with the colours
/// and what their ends stand for. Returns where it ends.
float show_channel_figures(Scene& scene, Rect area, std::int64_t channel);
/// The height it needs where it is wide, and the width where it is high.
float channel_figures_height(const Ui& ui);
float channel_figures_width(const Ui& ui);

}  // namespace convscope
