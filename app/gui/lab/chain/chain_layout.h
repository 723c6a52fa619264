// The places of the chain's columns. The later stages are in a second row if the maps are larger then.
#pragma once

#include "app/gui/lab/chain/chain_titles.h"

namespace convscope {

/// A column with the places of its parts.
struct PlacedColumn {
    ChainColumn column;
    ColumnTitle title;
    Rect head, maps, legend;
    Rect arrow;  ///< before the column; empty for the first one
};

/// The places of the columns in `area`. The picture comes first; a second row begins below the first stage.
std::vector<PlacedColumn> chain_layout(const ChainScene& scene, Rect area);
/// The places of a column's maps, as large as they fit: one below the other, or several side by side if they are larger
/// then.
std::vector<Rect> map_places(const Ui& ui, const ChainColumn& column, Rect area);
/// The smallest height at which the maps can be distinguished in this width.
float min_chain_height(const ChainScene& scene, float width);

}  // namespace convscope
