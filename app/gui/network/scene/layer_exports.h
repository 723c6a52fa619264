// Taking away what the Layers workspace shows: maps, whole layers, the journey. Everything to be written is copied when
// it is asked for, as the file's name is chosen later. Draws nothing.
#pragma once

#include <string>
#include <string_view>

#include "app/gui/network/scene/scene.h"

namespace convscope {

/// "conv2d_map_17": what a file with a map's values is called, without an ending.
std::string map_file_name(const Scene& scene, int node, std::int64_t channel);

/// All maps of the layer in the view's order, as shown ("png"), as an array rows x cols x channels ("npy"), or one
/// value per line ("csv").
Action layer_export(const Scene& scene, std::string_view format);

/// The journey as one wide picture: every layer with its maps at true relative scale, and the answer.
Action journey_export(const Scene& scene);

}  // namespace convscope
