// The tools that choose the colours of the Filter Lab's outputs: the course's look, the gain, the ends and the map.
#pragma once

#include "app/gui/lab/lab_scene.h"

namespace convscope {

/// Fills the right part of `row`.
void show_colour_tools(LabScene& scene, Rect row);

}  // namespace convscope
