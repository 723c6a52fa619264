// The loss of the learning filter over its steps, with sentences about it.
#pragma once

#include "app/gui/lab/learn/learn_scene.h"

namespace convscope {

/// The curve on a logarithmic scale, "learn.curve"; the loss now, "learn.loss"; the sentences, "learn.sentence".
void show_loss_curve(LearnScene& scene, Rect area);

}  // namespace convscope
