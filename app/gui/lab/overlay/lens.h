// The lens: the window on the input enlarged, with its numbers, over the input's view and beside the window.
#pragma once

#include <optional>

#include "app/gui/lab/views/view_slot.h"

namespace convscope {

/// The largest square, at most `side` wide, in a corner of `bounds` that stays clear of `window`; the corner is as far
/// from it as possible. nullopt if no square of at least `least` is clear.
std::optional<Rect> lens_square(const Rect& bounds, const Rect& window, float side, float least);

/// Draws the lens of the selection, named "lens", with cells named "lens.ROW.COLUMN" by their place on the input.
/// Nothing where the view itself shows its pixels as large, or where the lens would cover the window.
void show_lens(LabScene& scene, const ViewSlot& input);

Command toggle_lens();

}  // namespace convscope
