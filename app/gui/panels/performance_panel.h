// The small display of computing times, which the key P shows.
#pragma once

#include "app/gui/workspace/frame.h"

namespace convscope {

void performance_panel(Frame& frame, Rect window);

}  // namespace convscope
