// Marks on the chain's maps: the values that the selected value is computed from, the value itself and its pooling
// block.
#pragma once

#include "app/gui/lab/chain/chain_scene.h"
#include "app/gui/widgets/maps/heat_map.h"

namespace convscope {

/// One map on the page.
struct ChainTile {
    HeatMap heat;
    ChainColumn column;
    int map = 0;
};

/// Marks the parts of the tile that belong to the scene's selection.
void mark_selection(ChainScene& scene, const ChainTile& tile);

}  // namespace convscope
