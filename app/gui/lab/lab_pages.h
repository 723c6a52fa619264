// The choice of the Filter Lab's page, at the top of the side panel of every page.
#pragma once

#include "app/gui/workspace/frame.h"

namespace convscope {

/// Draws it at the top of `rest` and cuts off what it uses.
void show_lab_pages(Frame& frame, Rect& rest);

}  // namespace convscope
