// The menu of the right button on the filter's values: copy, paste, transforms, reset.
#pragma once

#include "app/gui/lab/lab_scene.h"

namespace convscope {

/// Opens the menu where the right button is pressed inside of `area`, and draws it while it is open.
void filter_menu(LabScene& scene, Rect area);

}  // namespace convscope
