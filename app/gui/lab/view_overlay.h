// Marks over a view's picture: the window, pixel and block that light up together.
#pragma once

#include "app/gui/lab/view_slot.h"

namespace convscope {

/// Outlines this view's part of the selection.
void draw_selection(LabScene& scene, const ViewSlot& slot, const Selection& selection, bool live);

}  // namespace convscope
