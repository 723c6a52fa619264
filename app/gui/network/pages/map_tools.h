// The rows above every page of maps: what the layer is, and how its maps are shown.
#pragma once

#include "app/gui/network/scene/scene.h"

namespace convscope {

/// The layer's name in full with the tools that every page of maps shares: range, colours, export; and, for the page of
/// all maps, their order and whether they or their filters are shown. Takes its rows off the top of `area`.
void show_map_tools(Scene& scene, Rect& area, bool all_maps);

}  // namespace convscope
