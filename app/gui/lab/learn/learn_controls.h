// The teacher's controls of the learning filter, and their keys.
#pragma once

#include "app/gui/lab/learn/learn_scene.h"

namespace convscope {

void learn_controls(LearnScene& scene, Rect place);
/// Space plays and pauses, Right makes one step, Home starts again, L and Escape leave.
void learn_keys(LearnScene& scene);

}  // namespace convscope
