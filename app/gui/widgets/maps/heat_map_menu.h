// The menu that copies or exports a heat map's values. The caller performs the chosen action.
#pragma once

#include "app/gui/widgets/maps/heat_map.h"

namespace convscope {

void open_heat_map_menu(Ui& ui, const HeatMap& heat);
/// Draws the menu while it is open. Call it once per frame after the map. Returns the chosen action: "value" (copy the
/// value of the pixel under the pointer), "text" or "numpy" (copy the visible values), or a file format: "png", "grey",
/// "npy" or "csv".
std::optional<std::string_view> heat_map_menu(Ui& ui, const HeatMap& heat);

}  // namespace convscope
