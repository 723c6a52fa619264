// A narrow strip of icons in place of a folded side panel.
#pragma once

#include "app/gui/workspace/frame.h"

namespace convscope {

float panel_strip_width(const Ui& ui);
/// Icons that show the panels again, and, in presentation mode, those of the top bar, which is not shown then.
void panel_strip(Frame& frame, Rect place);

}  // namespace convscope
