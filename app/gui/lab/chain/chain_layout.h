// The places of the chain's columns: in one row, or the later stages in a second row, whichever shows the maps larger.
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
/// The places of a column's maps, as large as they fit: one below the other or, where that is larger, several side by
/// side.
std::vector<Rect> map_places(const Ui& ui, const ChainColumn& column, Rect area);
/// The least height with which the maps can be told apart in this width.
float least_chain_height(const ChainScene& scene, float width);

}  // namespace convscope
