// The parts of a layer's input for which the output has no values: the lost border, and dropped rows and columns.
#pragma once

#include <string>

#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/heat_map.h"
#include "core/nn/inspect/layer_arithmetic.h"

namespace convscope {

/// Draws over the selected layer's input. Hatches the rows and columns that are in no window (2x2 pooling drops an odd
/// last row and column). Shades the border on which no window is centred, because of which the output is smaller.
void show_unused_input(const Scene& scene, const HeatMap& heat);
/// The text of the input's size with a note about the border that the layer loses, if it loses one.
std::string with_border_note(const std::string& size, const nn::LostBorder& lost);

}  // namespace convscope
