// The bar at the top: workspaces, the open picture, undo and redo, help, theme, full screen.
#pragma once

#include "app/gui/workspace/frame.h"

namespace convscope {

/// The bar's height in a window of this width: two rows if one row is too narrow for the controls.
float top_bar_height(const Frame& frame, float width);
void top_bar(Frame& frame, Rect rect);

}  // namespace convscope
