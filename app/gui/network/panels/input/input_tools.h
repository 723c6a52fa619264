// The tools for the input picture: point, brush and eraser, and the brush's size and brightness.
#pragma once

#include "app/gui/network/scene/scene.h"

namespace convscope {

/// Shows the tools. Both functions cut the used part off the top of `area`.
void show_input_tools(Scene& scene, Rect& area);
void show_brush_settings(Scene& scene, Rect& area);

}  // namespace convscope
