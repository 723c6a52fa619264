// Exports of a heat map's values: as text for the clipboard, or as a file. Draws nothing.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "app/gui/widgets/maps/heat_map.h"
#include "app/gui/workspace/actions.h"

namespace convscope {

/// The visible values: rows of numbers separated by tabs, or a NumPy array. nullopt if more than 250,000 values are
/// visible.
std::optional<std::string> visible_values_text(const HeatMap& heat, bool numpy);
/// Writes all values of the map. `format`: "png" as shown, through the colour scale; "grey" limited to 0..255;
/// "npy" float32; "csv" rows of numbers. Throws LoadError.
void save_heat_map(const std::filesystem::path& file, const std::string& format, const HeatMap& heat);

/// The action that a choice of heat_map_menu() requests from the shell. `name` is the file's name without its
/// extension; "value" copies the value of `pixel`. Values to be written are copied now, because the user chooses the
/// file later.
Action heat_map_action(const HeatMap& heat, const std::string& name, std::string_view choice,
                       std::optional<Cell> pixel);

}  // namespace convscope
