// Covers as they are drawn: calm hatched surfaces with a question mark.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "app/gui/lessons/present/cover_places.h"
#include "app/gui/toolkit/ui.h"

namespace convscope {

/// Draws the covers over what has been drawn into this window, also over its scrolling parts. Each is an item named
/// "cover." and the name of the thing. The pointer reaches nothing below a cover. Returns the place that the user
/// pressed in this frame; nullopt if there is none.
std::optional<CoveredPlace> show_covers(Ui& ui, std::span<const CoveredPlace> places);

}  // namespace convscope
