// Predictions beside what happened: a tag at each revealed thing, until the user closes it.
#pragma once

#include "app/gui/lessons/present/cover_places.h"
#include "app/gui/lessons/present/present_state.h"
#include "app/gui/toolkit/ui.h"

namespace convscope {

/// Draws the tags of the outcomes whose things are visible. `window` limits their places.
void show_outcomes(Ui& ui, PresentState& state, const VisibleMap& visible, Rect window);

}  // namespace convscope
