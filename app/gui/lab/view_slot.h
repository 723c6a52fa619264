// One view of the Filter Lab: a heat map, which picture of the lab it shows, and its place.
#pragma once

#include <string>

#include "app/gui/lab/lab_scene.h"
#include "app/gui/widgets/maps/heat_map.h"

namespace convscope {

/// Between two columns of views `width` pixels wide in all: room for the arrow and what happens there, or, where there
/// is little, just a gap.
float view_gap(const Ui& ui, float width);
bool has_links(const Ui& ui, float width);
/// The least height of the views, and of the row of tools above them.
float least_views_height(const Ui& ui);
float least_tools_height(const Ui& ui, float width);

/// Named "view.input", "view.filtered", "view.pooled.b" ...
struct ViewSlot : HeatMap {
    Stage stage = Stage::input;
    int filter = 0;
    Rect header;

    /// True for a pixel of this view; the input is every filter's.
    bool shows(const PixelRef& pixel) const {
        return pixel.stage == stage && (stage == Stage::input || pixel.filter == filter);
    }
};

/// The views that the present results offer, laid out in `area` as large as it allows. `used_height` tells how much.
std::vector<ViewSlot> lay_out_views(const LabScene& scene, Rect area, float max_height, float& used_height);

/// The view's title as a reader would say it: "Filtered by A".
std::string view_title(const LabScene& scene, const ViewSlot& slot);

}  // namespace convscope
