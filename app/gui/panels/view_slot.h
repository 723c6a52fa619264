// One view of the Filter Lab: which picture it shows, where, and how it lies on the input.
#pragma once

#include <string>

#include "app/document/colour_maps.h"
#include "app/gui/frame.h"
#include "app/gui/view_map.h"

namespace convscope {

/// Between two columns of views `width` pixels wide in all: room for the arrow and what happens there, or, where there
/// is little, just a gap.
float view_gap(const Ui& ui, float width);
bool has_links(const Ui& ui, float width);
/// What the views need at least, and the row of tools above them.
float least_views_height(const Ui& ui);
float least_tools_height(const Ui& ui, float width);

struct ViewSlot {
    std::string name;  ///< "view.input", "view.filtered", "view.pooled.b" ...
    Stage stage = Stage::input;
    int filter = 0;
    Rect header, picture, legend;
    const FloatImage* image = nullptr;  ///< null for the input, whose values are Frame::results.input
    AxisMap rows, cols;
    ViewMap map;
    Range range;  ///< of its values
    Range shown;  ///< the legend's ends
    ColourMap colours = ColourMap::grey;

    float value(const Frame& frame, int row, int col) const;
    bool has(int row, int col) const { return row >= 0 && col >= 0 && row < map.size.rows && col < map.size.cols; }
};

/// The views that the present results offer, laid out in `area` as large as it allows. `used_height` tells how much.
std::vector<ViewSlot> lay_out_views(const Frame& frame, Rect area, float max_height, float& used_height);

/// The view's title as a reader would say it: "Filtered by A".
std::string view_title(const Frame& frame, const ViewSlot& slot);

}  // namespace convscope
