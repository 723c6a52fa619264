// The figures of one filter of the selected layer: the colour legend, the lowest and highest value, and the sum.
#pragma once

#include "app/gui/network/scene/scene.h"
#include "app/gui/panels/filter_pictures.h"

namespace convscope {

/// Draws at the top of `area`; the items are named filters.NAME. Returns the lower edge of the used part. It needs at
/// most the height that show_channel_figures() needs.
float show_filter_figures(Ui& ui, Rect area, const FilterPictures& pictures, std::int64_t filter);

}  // namespace convscope
