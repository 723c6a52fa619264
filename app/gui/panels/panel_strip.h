// A narrow strip of icons in place of a folded side panel.
#pragma once

#include <string_view>

#include "app/gui/workspace/frame.h"

namespace convscope {

float panel_strip_width(const Ui& ui);
/// Draws icons that show the panels again, and in presentation mode the icons of the top bar, which is not shown then.
/// `no_code` says why there is no code to show; empty if there is code.
void panel_strip(Frame& frame, Rect place, std::string_view no_code = {});

}  // namespace convscope
