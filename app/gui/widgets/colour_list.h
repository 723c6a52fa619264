// Choosing the colours of heat maps. Knows no document.
#pragma once

#include <optional>
#include <string_view>

#include "app/gui/toolkit/ui.h"
#include "core/image/colour_maps.h"

namespace convscope {

/// A list named `name`; returns the colour map chosen. Where there is little room the list says the map's name alone.
std::optional<ColourMap> colour_list(Ui& ui, std::string_view name, Rect rect, ColourMap chosen,
                                     std::string_view tooltip);

/// "Sort: mean", or, where that does not fit into a list of this width, "mean".
std::string_view list_label(const Ui& ui, std::string_view label, float width);

}  // namespace convscope
