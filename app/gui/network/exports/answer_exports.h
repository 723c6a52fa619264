// The menus that the right button opens on the input, the answer and the two models. They export what is shown there.
#pragma once

#include "app/gui/network/scene/scene.h"

namespace convscope {

/// Exports the input's preprocessed values, as a picture or with one value per line.
void input_menu(Scene& scene, Rect region);
/// Exports all classes with their values, the likeliest first. Only for models that give a ranking.
void answer_menu(Scene& scene, Rect region);
/// Exports the classes with their values in both models. A cell is empty if a model does not have the class.
void models_menu(Scene& scene, Rect region);

}  // namespace convscope
