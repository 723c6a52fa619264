// A menu of actions: at the pointer, or directly below the control that was pressed.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "app/gui/toolkit/ui.h"

namespace convscope {

struct MenuEntry {
    std::string_view key, label;
    bool enabled = true;
    std::string_view tooltip = {};
};

/// Opens the menu at the pointer, as for the right button, or below the control at `anchor`.
void open_menu(Ui& ui, std::string_view name, std::optional<Rect> anchor = std::nullopt);

/// Draws the menu while it is open, inside the window and as wide as its entries need. Call it once per frame. Entries
/// are items named `name`.`key`. Returns the key of the entry that the user chose in this frame; nullopt if there is
/// none.
std::optional<std::string_view> menu(Ui& ui, std::string_view name, std::span<const MenuEntry> entries);

}  // namespace convscope
