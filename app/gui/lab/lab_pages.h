// The choice of the Filter Lab's page, by keys and at the top of the side panel of every page.
#pragma once

#include "app/gui/workspace/frame.h"

namespace convscope {

/// R, K and L open a page from any other and leave it again.
void lab_page_keys(Frame& frame);
/// Draws the choice at the top of `rest` and cuts off what it uses.
void show_lab_pages(Frame& frame, Rect& rest);

}  // namespace convscope
