// The learning filter's values as a large grid, with the gradient of each on request.
#pragma once

#include "app/gui/lab/learn/learn_scene.h"

namespace convscope {

/// Cells are marked "learn.value.ROW.COLUMN", the bias "learn.bias".
void show_learn_values(LearnScene& scene, Rect area);

}  // namespace convscope
