// The arithmetic of one output pixel: neighbours, filter values, products, sum, weight, bias, activation, pooling.
#pragma once

#include "app/gui/lab/lab_scene.h"

namespace convscope {

void inspector_panel(LabScene& scene, Rect rect);
/// The smallest height of the panel for the current filter size at this width.
float inspector_height(const LabScene& scene, float width);

}  // namespace convscope
