// The background colour of a signed number: orange above 0, blue below, stronger for larger magnitudes.
#pragma once

#include <algorithm>
#include <cmath>

#include "app/gui/toolkit/ui.h"

namespace convscope {

/// `largest` is the magnitude with the full colour. 0 and NaN have the colour of a control.
inline ImU32 signed_tint(const Ui& ui, double value, double largest) {
    if (!(largest > 0) || std::isnan(value)) return ui.colour(Role::raised);
    const auto strength = static_cast<float>(std::min(1.0, std::fabs(value) / largest));
    if (strength == 0) return ui.colour(Role::raised);
    return mixed(ui.colour(Role::raised), ui.colour(value > 0 ? Role::positive_cell : Role::negative_cell),
                 0.15F + 0.85F * strength);
}

}  // namespace convscope
