// The row of presenting tools below the top bar, and the line that says what the tool in use does.
#pragma once

#include "app/gui/lessons/present/present_state.h"
#include "app/gui/workspace/frame.h"

namespace convscope {

float present_strip_height(const Ui& ui);
void present_strip(Ui& ui, PresentState& state, Rect place);
/// Draws the line at the bottom of `place` while a tool is in use that needs one.
void show_tool_line(Ui& ui, PresentState& state, Rect place);

}  // namespace convscope
