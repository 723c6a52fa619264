// The lens: the window on the input enlarged, with its numbers, over the input's view and beside the window.
#pragma once

#include <optional>

#include "app/gui/lab/views/view_slot.h"

namespace convscope {

/// A place of this size in a corner of `bounds` that stays clear of `window`; the corner is as far from it as possible.
/// nullopt if there is none.
std::optional<Rect> lens_place(const Rect& bounds, const Rect& window, float width, float height);

/// Draws the lens of the selection, named "lens", with cells named "lens.ROW.COLUMN" by their place on the input. It
/// covers less than a quarter of the view: in a smaller view it has no title, then no numbers. Nothing where the view
/// itself shows its pixels as large, or where the lens would cover the window.
void show_lens(LabScene& scene, const ViewSlot& input);

Command toggle_lens();

}  // namespace convscope
