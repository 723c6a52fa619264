// The menu of the right button on the filter's values: copy, paste, transforms, reset.
#pragma once

#include "app/gui/lab/lab_scene.h"

namespace convscope {

/// Opens the menu if the right button is pressed inside `area`, and draws it while it is open.
void filter_menu(LabScene& scene, Rect area);

}  // namespace convscope
