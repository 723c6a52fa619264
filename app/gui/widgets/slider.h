// A horizontal slider without numbers of its own. Knows no document.
#pragma once

#include <optional>
#include <string_view>

#include "app/gui/toolkit/ui.h"

namespace convscope {

/// `value` from 0 to 1; the new one while it is dragged, clicked, turned with the wheel or nudged with Up and Down.
std::optional<double> slider(Ui& ui, std::string_view name, Rect rect, double value, std::string_view tooltip);

}  // namespace convscope
