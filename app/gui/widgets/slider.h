// A horizontal slider.
#pragma once

#include <optional>
#include <string_view>

#include "app/gui/toolkit/ui.h"

namespace convscope {

/// `value` is from 0 to 1. Returns the new value if a drag, a click, the wheel or the Up or Down key changes it.
/// nullopt if the value is unchanged. A slider that is not enabled is drawn faintly and returns nullopt.
std::optional<double> slider(Ui& ui, std::string_view name, Rect rect, double value, std::string_view tooltip,
                             bool enabled = true);

}  // namespace convscope
