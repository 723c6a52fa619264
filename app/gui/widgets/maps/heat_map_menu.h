// The menu that copies or exports a heat map's values. The caller performs the chosen action.
#pragma once

#include "app/gui/widgets/maps/heat_map.h"

namespace convscope {

/// Opens the menu at the pointer, or below the button at `anchor`.
void open_heat_map_menu(Ui& ui, const HeatMap& heat, std::optional<Rect> anchor = std::nullopt);
/// Draws the menu while it is open. Call it once per frame after the map. Returns the action that the user chose in
/// this frame; nullopt if there is none: "value" (copy the value of a pixel; enabled if there is one), "text" or
/// "numpy" (copy the visible values), or a file format: "png", "grey", "npy" or "csv". With `has_film` there is also
/// "gif", for the animation of what is played on the map.
std::optional<std::string_view> heat_map_menu(Ui& ui, const HeatMap& heat, bool has_pixel, bool has_film = false);

}  // namespace convscope
