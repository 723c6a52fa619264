// Statistics of a channel: histogram, range, mean, percentage of zeros, and its contribution to the answer.
#pragma once

#include "app/gui/network/scene/scene.h"

namespace convscope {

/// Shows the statistics of the channel, or of all values of a vector, with a colour bar. In a high area they are below
/// each other, otherwise side by side. Returns the lower edge.
float show_channel_figures(Scene& scene, Rect area, std::int64_t channel);
/// The height that is needed for the statistics side by side.
float channel_figures_height(const Ui& ui);
/// The width that is needed for the statistics below each other.
float channel_figures_width(const Ui& ui);

}  // namespace convscope
