// The menu of the right button on the arithmetic: the sum as text.
#pragma once

#include <string>

#include "app/gui/lab/lab_scene.h"
#include "core/filter/explain.h"

namespace convscope {

/// "0 × −1 + 64 × 0 + 128 × 1 = 128", then a line each for weight and bias, activation and pooling, if they have an
/// effect. `pool` may be null.
std::string arithmetic_as_text(const PixelExplanation& pixel, const PoolExplanation* pool,
                               const FilterSettings& settings);

/// Opens the menu if the right button is pressed inside `area`, and draws it while it is open.
void arithmetic_menu(LabScene& scene, Rect area);

}  // namespace convscope
