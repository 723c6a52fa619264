// The tools that choose the colours of the Filter Lab's outputs: the course's look, the gain, the ends and the map.
#pragma once

#include "app/gui/lab/lab_scene.h"

namespace convscope {

/// The width of the tools without the button for the course's look, which a narrow row does not have.
float least_colour_tools_width(const Ui& ui);
/// Fills the right part of `row`.
void show_colour_tools(LabScene& scene, Rect row);

}  // namespace convscope
