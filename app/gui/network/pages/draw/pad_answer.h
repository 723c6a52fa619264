// The model's answer next to the drawing pad: a bar for each class, in a fixed order, so that the eye can follow a bar
// while it changes. With many classes, only the likeliest are shown.
#pragma once

#include "app/gui/network/scene/scene.h"

namespace convscope {

/// From this number of classes on, only the likeliest ones are shown.
inline constexpr std::size_t kManyClasses = 13;

void show_pad_answer(Scene& scene, Rect area);

}  // namespace convscope
