// The chain's maps: a column for the picture and for each stage after convolution and after pooling, from left to
// right.
#pragma once

#include "app/gui/lab/chain/chain_scene.h"
#include "app/gui/widgets/maps/view_painter.h"

namespace convscope {

/// Draws the maps as "chain.picture", "chain.conv.STAGE.MAP" and "chain.pool.STAGE.MAP" (from 1), titles
/// "chain.title.COLUMN" (from 0), one legend for each stage, "chain.legend.STAGE", and marks what belongs to the value
/// under the pointer or the pinned one. Chooses the scene's selection.
void show_chain_views(ChainScene& scene, Rect area, ViewPainter& painter, std::uint64_t picture_revision);

}  // namespace convscope
