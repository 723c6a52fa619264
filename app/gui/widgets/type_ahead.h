// A letter typed in an open list jumps to the next entry whose name begins with it.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "app/gui/toolkit/ui.h"

namespace convscope {

/// Takes letters and digits without Control and Alt from Ui::keys(). Returns the index of the next entry after `from`
/// that begins with the last of them (`from` is -1 to begin with the first entry; after the last entry the search
/// continues with the first). nullopt if no letter was typed or no name begins with it.
std::optional<std::size_t> typed_entry(Ui& ui, std::span<const std::string_view> names, int from);

}  // namespace convscope
