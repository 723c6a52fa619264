// One view of the Filter Lab: a heat map, which picture of the lab it shows, and its place.
#pragma once

#include <string>
#include <vector>

#include "app/gui/lab/lab_scene.h"
#include "app/gui/widgets/maps/heat_map.h"

namespace convscope {

/// The gap between two columns of views that are `width` pixels wide in all. It holds an arrow and the operation's
/// name, unless the views are too narrow.
float view_gap(const Ui& ui, float width);
/// True if the gap is wide enough for the arrow and the name.
bool has_links(const Ui& ui, float width);
/// True if two filters stand one above the other, each with its pooled picture.
bool has_two_rows(const LabScene& scene);
/// The least height of the views, and of the row of tools above them.
float least_views_height(const LabScene& scene);
float least_tools_height(const Ui& ui, float width);

/// Named "view.input", "view.filtered", "view.pooled.b" ...
struct ViewSlot : HeatMap {
    Stage stage = Stage::input;
    int filter = 0;
    Rect header;

    /// True for the pooled picture that does not exist because no block fits.
    bool empty() const { return map.size.area() == 0; }
    /// True for a pixel of this view. The input view belongs to both filters.
    bool shows(const PixelRef& pixel) const {
        return pixel.stage == stage && (stage == Stage::input || pixel.filter == filter);
    }
};

/// The views of the current results, laid out in `area` as large as possible. Sets `used_height` to their height.
std::vector<ViewSlot> lay_out_views(const LabScene& scene, Rect area, float max_height, float& used_height);

/// The view's title: "Filtered", or "Filtered A" if two filters are compared.
std::string view_title(const LabScene& scene, const ViewSlot& slot);

/// The camera of views whose pictures have this size: if the document's camera fits the whole input, all of the outputs
/// are visible too.
Camera shown_camera(const LabScene& scene, Rect picture);

/// The texts beside the title, the longest first: the filter's name if there are two, and the size.
std::vector<std::string> view_captions(const LabScene& scene, const ViewSlot& slot);

}  // namespace convscope
