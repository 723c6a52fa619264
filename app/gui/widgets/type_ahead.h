// A letter typed in an open list jumps to the next entry whose name begins with it.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "app/gui/toolkit/ui.h"

namespace convscope {

/// Takes letters and digits without Control and Alt from Ui::keys(). Returns the entry that the last one of them leads
/// to from entry `from` (-1: before the first one); after the last entry the search goes on at the first. nullopt if
/// no letter was typed or no name begins with it.
std::optional<std::size_t> typed_entry(Ui& ui, std::span<const std::string_view> names, int from);

}  // namespace convscope
