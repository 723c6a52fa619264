// The lens: the enlarged window with its numbers, drawn over the input's view next to the window.
#pragma once

#include <optional>

#include "app/gui/lab/views/view_slot.h"

namespace convscope {

/// A place of this size in a corner of `bounds`, the one farthest from `window`. nullopt if it would cover `window`.
std::optional<Rect> lens_place(const Rect& bounds, const Rect& window, float width, float height);

/// Draws the lens of the selection, named "lens", with cells named "lens.ROW.COLUMN" by their place on the input. It
/// covers less than a quarter of the view: in a smaller view it has no title, then no numbers. Draws nothing if the
/// view itself shows its pixels as large, or if the lens would cover the window.
void show_lens(LabScene& scene, const ViewSlot& input);

Command toggle_lens();

}  // namespace convscope
