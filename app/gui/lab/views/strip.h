// A strip: the outputs of three filters or more as tiles, as a layer of a network gives them.
#pragma once

#include "app/gui/lab/views/view_layout.h"

namespace convscope {

/// The tile's title with the filter's letter, icon and name. It is a control named "strip.a" to "strip.h" that chooses
/// the filter to edit; the tile of the edited one has an outline. `title` is the rest of the header.
void show_tile_title(LabScene& scene, const ViewSlot& slot, Rect title);

/// The control below the input: the stage that all tiles show.
void show_strip_stage(LabScene& scene, Rect rect);

/// One legend for all tiles. `reading` is about the pixel that is pointed at, `pointed_at` its tile; both may be empty.
void show_strip_legend(LabScene& scene, const ViewLayout& layout, const ViewSlot* pointed_at,
                       const std::string& reading);

}  // namespace convscope
