// One view of the Filter Lab: a heat map, which picture of the lab it shows, and its place.
#pragma once

#include <string>

#include "app/gui/lab/lab_scene.h"
#include "app/gui/widgets/maps/heat_map.h"

namespace convscope {

/// The gap between two columns of views that are `width` pixels wide in all. It holds an arrow and the operation's
/// name, unless the views are too narrow.
float view_gap(const Ui& ui, float width);
/// True if the gap is wide enough for the arrow and the name.
bool has_links(const Ui& ui, float width);
/// The least height of the views, and of the row of tools above them.
float least_views_height(const Ui& ui);
float least_tools_height(const Ui& ui, float width);

/// Named "view.input", "view.filtered", "view.pooled.b" ...
struct ViewSlot : HeatMap {
    Stage stage = Stage::input;
    int filter = 0;
    Rect header;

    /// True for a pixel of this view. The input view belongs to both filters.
    bool shows(const PixelRef& pixel) const {
        return pixel.stage == stage && (stage == Stage::input || pixel.filter == filter);
    }
};

/// The views of the current results, laid out in `area` as large as possible. Sets `used_height` to their height.
std::vector<ViewSlot> lay_out_views(const LabScene& scene, Rect area, float max_height, float& used_height);

/// The view's title: "Filtered", or "Filtered A" if two filters are compared.
std::string view_title(const LabScene& scene, const ViewSlot& slot);

}  // namespace convscope
