// The choice of where the names of the classes come from: the model's file, numbers, a well-known data set, a file.
#pragma once

#include "app/gui/network/scene/scene.h"

namespace convscope {

/// For a model that gives classes.
void show_class_names(Scene& scene, Rect place);

}  // namespace convscope
