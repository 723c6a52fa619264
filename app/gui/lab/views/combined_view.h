// The combination of two compared filters' outputs: its choice, its arithmetic, its legend and its values.
#pragma once

#include <string>
#include <vector>

#include "app/gui/lab/views/view_slot.h"

namespace convscope {

/// The list named "view.combine": off, or the combination of the outputs A and B. With `label` it reads "Combine: off".
void show_combine_list(LabScene& scene, Rect rect, bool label);

/// The arithmetic at an output pixel, the longest text first: "row 2, column 3: sqrt(864² + (−216)²) = 890.6", then
/// without the place, then the value alone.
std::vector<std::string> combined_readings(const LabScene& scene, Cell pixel);

/// The legend of the combined view with the arithmetic of `pixel`, if there is one, below or in place of its bar.
void show_combined_legend(LabScene& scene, const ViewSlot& slot, std::optional<Cell> pixel);

/// Writes the visible values as draw_values() does; directions in degrees.
void draw_combined_values(LabScene& scene, const ViewSlot& slot, std::optional<std::int64_t> revealed);

}  // namespace convscope
