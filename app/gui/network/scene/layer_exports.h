// Requests that export layers and the journey to files. The values are copied into the request, because the user
// chooses the file later.
#pragma once

#include <string>
#include <string_view>

#include "app/gui/network/scene/scene.h"

namespace convscope {

/// The name of a file with a map's values, without extension: "conv2d_map_17".
std::string map_file_name(const Scene& scene, int node, std::int64_t channel);

/// Exports all maps of the layer. "png": a picture as shown, in the view's order; "npy": an array of rows x columns x
/// channels; "csv": one value per line.
Action layer_export(const Scene& scene, std::string_view format);
/// layer_export() for any node; its maps are in the order of their numbers.
Action layer_export(const Scene& scene, int node, std::string_view format);

/// Exports the journey as one wide picture: see journey_sheet().
Action journey_export(const Scene& scene);

}  // namespace convscope
