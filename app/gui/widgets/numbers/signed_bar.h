// A signed number as a horizontal bar from the middle: to the right for positive numbers, to the left for negative
// ones.
#pragma once

#include "app/gui/toolkit/ui.h"

namespace convscope {

/// `largest` is the magnitude at the ends of the bar's background.
void signed_bar(const Ui& ui, Rect rect, double value, double largest);

}  // namespace convscope
