// The row of tools above the views: the number of filters, size and place of the pictures, colours.
#pragma once

#include "app/gui/lab/lab_scene.h"

namespace convscope {

/// The height of the tools in a panel of this width, with the gap below them: a narrow panel has two rows.
float min_tools_height(const Ui& ui, float width);
/// Draws the tools into `area`, which has that height.
void show_view_tools(LabScene& scene, Rect area);

/// Takes the keys + and -, which add a filter and remove the last one, and C, which compares two.
void filter_count_keys(LabScene& scene);

}  // namespace convscope
