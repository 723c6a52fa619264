// A list of things that can be done, which opens with Ui::open_popup(). Knows no document.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "app/gui/toolkit/ui.h"

namespace convscope {

struct MenuEntry {
    std::string_view key, label;
};

/// Draws the popup `name` while it is open, its corner at (x, y) where the window has room; call it once per frame.
/// Entries are items named `name`.`key`. Returns the key chosen.
std::optional<std::string_view> menu(Ui& ui, std::string_view name, float x, float y,
                                     std::span<const MenuEntry> entries);

}  // namespace convscope
