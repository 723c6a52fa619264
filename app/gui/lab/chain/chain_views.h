// The chain's maps: a column for the picture and for each stage after convolution and after pooling, from left to
// right.
#pragma once

#include "app/gui/lab/chain/chain_scene.h"
#include "app/gui/widgets/maps/view_painter.h"

namespace convscope {

/// The state of the maps that is kept from frame to frame.
struct ChainViews {
    ViewPainter painter;
    std::uint64_t picture_revision = 0;    ///< must change with the picture
    std::optional<ChainPixel> menu_pixel;  ///< under the pointer when a map's menu was opened
};

/// Draws the maps as "chain.picture", "chain.conv.STAGE.MAP" and "chain.pool.STAGE.MAP" (from 1), titles
/// "chain.title.COLUMN" (from 0), one legend for each stage, "chain.conv.STAGE.legend" with "chain.conv.STAGE.note",
/// and marks the selection of the value under the pointer or of the pinned value. The wheel and drags move the lab's
/// camera; the right button opens a map's menu. Sets the scene's selection.
void show_chain_views(ChainScene& scene, Rect area, ChainViews& views);

}  // namespace convscope
