// A filter as a mini picture, one square for each value: the hue shows its sign, the strength its magnitude.
#pragma once

#include "app/gui/toolkit/ui.h"
#include "core/filter/settings.h"

namespace convscope {

/// Draws the kernel as large as it fits into the middle of `rect`, in whole pixels.
void kernel_icon(const Ui& ui, Rect rect, const Kernel& kernel);

}  // namespace convscope
