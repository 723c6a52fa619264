// The computing times, which the key P shows in a row below the top bar.
#pragma once

#include "app/gui/workspace/frame.h"

namespace convscope {

float performance_panel_height(const Ui& ui);
void performance_panel(Frame& frame, Rect row);

}  // namespace convscope
