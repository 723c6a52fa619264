// Hatching: slanting lines over a part of a picture that is missing or was added.
#pragma once

#include "app/gui/toolkit/ui.h"

namespace convscope {

/// Draws dark and light lines, which are visible on every picture. Draws nothing if the part is too thin for lines.
void hatch(Ui& ui, Rect part);

}  // namespace convscope
