// How long things take: the small display behind the key P.
#pragma once

#include "app/gui/workspace/frame.h"

namespace convscope {

void performance_panel(Frame& frame, Rect window);

}  // namespace convscope
