// The export of the sliding window of the Map page as an animation.
#pragma once

#include "app/gui/network/scene/scene.h"

namespace convscope {

/// The channel of the layer's input that the Map page shows next to a map. Only for layers with images as input.
std::int64_t source_channel(const Scene& scene);
/// True if the selected layer's window can be animated: it has a player, and an image as input.
bool has_map_film(const Scene& scene);
/// Exports the window on that channel and the map that it fills.
Action map_film_export(const Scene& scene);

}  // namespace convscope
