// The copies of covered values on screen, found by the tables of names and by the numbers that are drawn. Draws
// nothing.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/gui/lessons/present/cover_places.h"
#include "app/gui/toolkit/painter.h"

namespace convscope {

/// The names of all things that show a covered value elsewhere, with the patterns of the covers. `map` and `texts`:
/// everything that was drawn in this frame, also out of view.
ValueCopies value_copies(const CoverSet& covers, const VisibleMap& map, std::span<const DrawnText> texts);

/// A text that changes with the value of the things that the pattern names: the texts of numbers. For views and panels,
/// whose texts also follow the pointer, it is `revision`. nullopt if no such thing is in the map.
std::optional<std::string> value_text(std::string_view pattern, const VisibleMap& map, std::span<const DrawnText> texts,
                                      std::string_view revision);

}  // namespace convscope
