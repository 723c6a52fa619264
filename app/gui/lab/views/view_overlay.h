// Marks over a view's picture: the window, pixel and block that light up together.
#pragma once

#include "app/gui/lab/views/view_slot.h"

namespace convscope {

/// Outlines this view's part of the selection: the window and the pixels in the accent colour, the pooling block and
/// the pooled pixel in that of blocks, the value that max-pooling keeps in the winner's. Nothing is tinted: the colours
/// under a mark stay those of the legend.
void draw_selection(LabScene& scene, const ViewSlot& slot, const Selection& selection, bool live);

}  // namespace convscope
