// What is drawn over a view's picture: the values of large pixels, and the window, pixel and block that light up
// together.
#pragma once

#include "app/gui/panels/view_slot.h"

namespace convscope {

/// Writes the values into the cells where a pixel is large enough for every one of them.
void draw_values(Frame& frame, const ViewSlot& slot);
/// Outlines this view's part of the selection.
void draw_selection(Frame& frame, const ViewSlot& slot, const Selection& selection, bool live);

}  // namespace convscope
