// The figures of one filter of the selected layer: the legend of its colours, its ends, its sum.
#pragma once

#include "app/gui/network/scene/scene.h"
#include "app/gui/panels/filter_pictures.h"

namespace convscope {

/// Draws at the top of `area`; the items are named filters.NAME. Returns the lower edge of the used part, which is at
/// most as high as that of show_channel_figures().
float show_filter_figures(Ui& ui, Rect area, const FilterPictures& pictures, std::int64_t filter);

}  // namespace convscope
