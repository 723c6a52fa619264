// The tools that follow the pointer: choosing a thing to cover, the pen and the spotlight.
#pragma once

#include <optional>
#include <string>

#include "app/gui/lessons/present/cover_places.h"
#include "app/gui/lessons/present/present_state.h"
#include "app/gui/toolkit/ui.h"

namespace convscope {

/// The thing that the next press covers, for the tool `cover`: outlined at the pointer; the wheel selects larger and
/// smaller things. Takes the pointer in `place`. Returns the name of the thing pressed in this frame.
std::optional<std::string> choose_cover(Ui& ui, PresentState& state, const VisibleMap& visible, Rect place);

/// Takes the pointer in `place` while the pen is in use: a drag draws a stroke.
void use_pen(Ui& ui, PresentState& state, Rect place);
/// Draws the strokes over everything.
void show_strokes(const Ui& ui, const PresentState& state);

/// Darkens everything but a circle at the pointer while the spotlight is in use; the wheel changes its size. The
/// pointer still reaches what it points at.
void show_spotlight(Ui& ui, PresentState& state);

}  // namespace convscope
