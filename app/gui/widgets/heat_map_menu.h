// The menu with which a heat map's values are taken away: copied or exported. Knows not how that is done.
#pragma once

#include "app/gui/widgets/heat_map.h"

namespace convscope {

void open_heat_map_menu(Ui& ui, const HeatMap& heat);
/// Draws the menu where it is open; call it once per frame after the map. Returns what was chosen: "value" (of the
/// pixel pointed at), "text", "numpy", or a format of save_heat_map().
std::optional<std::string_view> heat_map_menu(Ui& ui, const HeatMap& heat);

}  // namespace convscope
