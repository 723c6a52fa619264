// The menus of the right button on the input, the answer and the two models, which export what these show.
#pragma once

#include "app/gui/network/scene/scene.h"

namespace convscope {

/// Exports the input's values as the model gets them: a picture or one value per line.
void input_menu(Scene& scene, Rect region);
/// Exports all classes with their values, the likeliest first. Only for models that give a ranking.
void answer_menu(Scene& scene, Rect region);
/// Exports the classes with the values of both models, as far as there are some.
void models_menu(Scene& scene, Rect region);

}  // namespace convscope
