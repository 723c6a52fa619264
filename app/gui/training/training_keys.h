// The keys of the Training workspace: the pages, and those of the time line.
#pragma once

#include "app/gui/training/scene/training_scene.h"

namespace convscope {

void training_keys(TrainingScene& scene);

}  // namespace convscope
