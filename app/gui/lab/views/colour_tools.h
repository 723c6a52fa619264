// The tools that choose the colours of the Filter Lab's outputs: the course's colours, the gain, the ends and the map.
#pragma once

#include "app/gui/workspace/frame.h"

namespace convscope {

/// The width of the tools without the button for the course's colours, which a narrow row does not have.
float min_colour_tools_width(const Ui& ui);
/// Fills the right part of `row`.
void show_colour_tools(Frame& frame, Rect row);
/// The gain and, below it, the lists of the ends and of the map, for the side panel of a page. `shared` is a text that
/// names the views which share their ends. Cuts the controls off `column`.
void show_colour_column(Frame& frame, Rect& column, std::string_view shared);

}  // namespace convscope
