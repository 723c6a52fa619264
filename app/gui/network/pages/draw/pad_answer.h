// The model's answer beside the drawing pad: a bar for each class, in a fixed order so that the bars can be followed
// while they move; with many classes, the likeliest ones.
#pragma once

#include "app/gui/network/scene/scene.h"

namespace convscope {

/// From this number of classes on, only the likeliest ones are shown.
inline constexpr std::size_t kManyClasses = 13;

void show_pad_answer(Scene& scene, Rect area);

}  // namespace convscope
