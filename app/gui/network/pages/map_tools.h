// The rows of tools above the pages of maps: the layer's name, and the lists for order, range and colours.
#pragma once

#include "app/gui/network/scene/scene.h"

namespace convscope {

/// Shows the layer's full name and the tools for range, colours and export; with `all_maps` also those for the order
/// and for the choice between maps and filters. Cuts its rows off the top of `area`.
void show_map_tools(Scene& scene, Rect& area, bool all_maps);

/// Shows only the title: the layer's name and size, and the menu of its exports. Cuts its row off the top of `area`.
void show_layer_title(Scene& scene, Rect& area, bool all_maps);

}  // namespace convscope
