// Marks over a view's picture: the window, pixel and block that are highlighted together.
#pragma once

#include "app/gui/lab/views/view_slot.h"

namespace convscope {

/// Outlines this view's part of the selection: the window and the pixels in the accent colour, the pooling block and
/// the pooled pixel in the colour of blocks, the value that max-pooling keeps in the colour of winners. Marks do not
/// tint the picture, so that its colours match the legend.
void draw_selection(LabScene& scene, const ViewSlot& slot, const Selection& selection, bool live);

}  // namespace convscope
