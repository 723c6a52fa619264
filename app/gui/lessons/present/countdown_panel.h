// The countdown in large digits at the top of the window.
#pragma once

#include "app/gui/lessons/present/present_state.h"
#include "app/gui/toolkit/ui.h"

namespace convscope {

/// Draws the remaining time at the top of `place` until the user closes it. Asks for a frame once a second.
void show_countdown(Ui& ui, PresentState& state, Rect place);

}  // namespace convscope
