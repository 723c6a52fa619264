// The pinned pixel: its marks on every view, and the keys that move it.
#pragma once

#include <optional>
#include <vector>

#include "app/gui/lab/views/view_slot.h"

namespace convscope {

/// Pins a pixel. A player in the sum pass continues with this pixel; in the other passes it stops.
Command pin_pixel(const LabResults& results, const PixelRef& pixel);
Command unpin_pixel();

/// The pixel after an arrow key; it stays within a picture of this size.
PixelRef moved_pin(PixelRef pixel, Key arrow, Size size);

/// Takes Escape, which unpins, and the arrow keys, which move the pinned pixel while the player is inactive. Does not
/// take Escape, Up and Down if the control with the focus uses them (see Ui::focus_uses_keys()). The views follow a
/// pixel that leaves them.
void pin_keys(LabScene& scene, const std::vector<ViewSlot>& slots);

/// Marks the pinned pixel, its window or its block on this view with a pin and, if its pixels are too small for
/// numbers, with cross hairs. While a pixel is pinned, the pixel under the pointer, `pointed_at`, gets an outline.
void draw_pin(LabScene& scene, const ViewSlot& slot, const std::optional<PixelRef>& pointed_at);

}  // namespace convscope
