// The controls above the drawing pad: tools, mirror, undo, clear, brush size, grey level or colour.
#pragma once

#include "app/gui/network/pages/draw/pad_guide.h"
#include "app/gui/network/scene/scene.h"

namespace convscope {

/// Cuts the room that it uses off the top of `area`.
void show_pad_tools(Scene& scene, PadGuide& guide, Rect& area);

}  // namespace convscope
