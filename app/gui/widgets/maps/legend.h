// A heat map's legend: a bar of its colours with numbers, and a line about the values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/gui/widgets/maps/heat_map.h"

namespace convscope {

/// A bar of the scale's colours from `part.low` to `part.high`, named `name`, with these values at its ends, and for
/// signed values with 0 in the middle. If the scale marks values outside, the two colours of the marks are beyond the
/// ends.
void colour_bar(Ui& ui, std::string_view name, Rect rect, const ColourScale& scale, Range part);
/// The colour bar with `reading` below it, or with legend_notes() if `reading` is empty.
void show_legend(Ui& ui, const HeatMap& heat, std::string_view reading = {});
/// "values -918 to 877, 0.5 % beyond the ends" with true minus signs, then shorter forms.
std::vector<std::string> legend_notes(const HeatMap& heat);
/// "0.5 %"; a share below 0.1 % that is not 0 is "under 0.1 %".
std::string percent_text(double share);

}  // namespace convscope
