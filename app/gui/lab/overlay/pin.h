// The pinned pixel: its marks on every view, and the keys that move it.
#pragma once

#include <optional>
#include <vector>

#include "app/gui/lab/views/view_slot.h"

namespace convscope {

/// Pins a pixel. A player that plays the arithmetic of a pixel goes on with this one; any other stops.
Command pin_pixel(const LabResults& results, const PixelRef& pixel);
Command unpin_pixel();

/// The pixel after an arrow key; it stays within a picture of this size.
PixelRef moved_pin(PixelRef pixel, Key arrow, Size size);

/// Takes Escape, which unpins, and the arrow keys, which move the pinned pixel while the player is off. Escape, Up and
/// Down stay with a control that uses them (see Ui::focus_uses_keys()). The views follow a pixel that leaves them.
void pin_keys(LabScene& scene, const std::vector<ViewSlot>& slots);

/// Marks the pinned pixel, or what belongs to it on this view, with a pin and, if its pixels are too small for
/// numbers, with cross hairs. While a pixel is pinned, the
/// one under the pointer, `pointed_at`, has an outline of its own.
void draw_pin(LabScene& scene, const ViewSlot& slot, const std::optional<PixelRef>& pointed_at);

}  // namespace convscope
