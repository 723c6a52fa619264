// The arithmetic of one output pixel: input x filter = products, their sum, the steps after the sum, and the pooling
// block.
#pragma once

#include "app/gui/lab/inspector/sum_steps.h"
#include "app/gui/lab/lab_scene.h"

namespace convscope {

/// The height at which the arithmetic of the results on screen is readable in an area of this width. In presentation
/// mode its digits are at least 1/45 of the window's height.
float arithmetic_height(const LabScene& scene, float width);
/// Draws the arithmetic of the scene's selection, which must exist, as large as the area allows. In the sum pass the
/// current step is outlined, and numbers that it has not reached are not shown.
void show_arithmetic(LabScene& scene, Rect area, const Explained& explained);

}  // namespace convscope
