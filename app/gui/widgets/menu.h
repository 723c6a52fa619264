// A menu of actions. It opens with Ui::open_popup().
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "app/gui/toolkit/ui.h"

namespace convscope {

struct MenuEntry {
    std::string_view key, label;
};

/// Draws the popup `name` while it is open, with its upper left corner at (x, y), or moved so that it fits into the
/// window. Call it once per frame. Entries are items named `name`.`key`. Returns the key of the chosen entry.
std::optional<std::string_view> menu(Ui& ui, std::string_view name, float x, float y,
                                     std::span<const MenuEntry> entries);

}  // namespace convscope
