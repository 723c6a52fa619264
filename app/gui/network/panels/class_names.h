// The choice of the source of the class names: the model's file, numbers, a well-known data set, or a file of labels.
#pragma once

#include "app/gui/network/scene/scene.h"

namespace convscope {

/// Shows the choice. The model must give classes.
void show_class_names(Scene& scene, Rect place);

}  // namespace convscope
