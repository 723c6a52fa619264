// What the pointer does on the input picture: points, paints or erases, with which brush.
#pragma once

#include "app/gui/network/scene/scene.h"

namespace convscope {

/// Both take what they use off the top of `area`: the tools, and what the chosen one can be told.
void show_input_tools(Scene& scene, Rect& area);
void show_brush_settings(Scene& scene, Rect& area);

}  // namespace convscope
