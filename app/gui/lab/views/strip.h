// A strip: the outputs of three filters or more as tiles, as a layer of a network gives them.
#pragma once

#include "app/gui/lab/views/view_layout.h"

namespace convscope {

/// The tile's title with the filter's letter, icon and name. It is a control named "strip.a" to "strip.h" that chooses
/// the filter to edit; the tile of the edited one has an outline. `title` is its place in the header.
void show_tile_title(LabScene& scene, const ViewSlot& slot, Rect title);

/// The control below the input: the stage that all tiles show.
void show_strip_stage(LabScene& scene, Rect rect);

/// One legend for all tiles. `reading` is the text about the pixel under the pointer, `pointed_at` the pixel's tile;
/// they are empty and null if there is none.
void show_strip_legend(LabScene& scene, const ViewLayout& layout, const ViewSlot* pointed_at,
                       const std::string& reading);

}  // namespace convscope
