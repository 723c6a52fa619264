// The places of the Filter Lab's views: pictures as large as the room allows.
#pragma once

#include <vector>

#include "app/gui/lab/views/view_slot.h"

namespace convscope {

/// The gap between two columns of views that are `width` pixels wide in all. It holds an arrow and the operation's
/// name, unless the views are too narrow.
float view_gap(const Ui& ui, float width);
/// True if the gap is wide enough for the arrow and the name.
bool has_links(const Ui& ui, float width);
/// The smallest height of the views.
float min_views_height(const LabScene& scene);

struct ViewLayout {
    std::vector<ViewSlot> slots;  ///< the input first
    Rect choice;                  ///< place of the control below the input; empty if there is none
    Rect legend;                  ///< place of the legend of a strip whose outputs share their colours; otherwise empty
    float height = 0;
};

/// The views of the current results, laid out in `area` as large as possible and at most `max_height` high.
ViewLayout lay_out_views(const LabScene& scene, Rect area, float max_height);

/// A grid of `count` cells for pictures whose height is `ratio` times their width.
struct TileGrid {
    int rows = 1, cols = 1;
    float width = 0;  ///< width of the picture in a cell
};
/// The grid in which the pictures are largest, in an area of `width` x `height` pixels. The area also has room for a
/// neighbouring picture, `neighbour` times as wide as the picture of a cell. Each cell is `frame` higher than its
/// picture; `gap` is between cells, and between the grid and the neighbouring picture.
TileGrid largest_tiles(int count, float width, float height, float ratio, float neighbour, float frame, float gap);

}  // namespace convscope
