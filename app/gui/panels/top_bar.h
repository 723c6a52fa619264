// The bar at the top: workspaces, the open picture, undo and redo, help, theme, full screen.
#pragma once

#include "app/gui/frame.h"

namespace convscope {

void top_bar(Frame& frame, Rect rect);

}  // namespace convscope
