// One view of the Filter Lab: a heat map, its place, and the picture of the lab that it shows.
#pragma once

#include <string>
#include <vector>

#include "app/gui/lab/lab_scene.h"
#include "app/gui/widgets/maps/heat_map.h"

namespace convscope {

/// True if outputs are one above the other: two filters with pooled pictures, or a strip.
bool has_two_rows(const LabScene& scene);
/// True if the outputs of three filters or more are shown as a strip.
bool has_strip(const LabScene& scene);

/// Its name is "view.input", "view.filtered", "view.pooled.b", "view.combined" and so on.
struct ViewSlot : HeatMap {
    Stage stage = Stage::input;
    int filter = 0;  ///< 0 for views that belong to all filters
    Rect header;
    bool in_strip = false;

    /// True for the pooled picture that does not exist because no block fits.
    bool empty() const { return map.size.area() == 0; }
    /// True for a pixel of this view. The input and the combined view belong to all filters.
    bool shows(const PixelRef& pixel) const {
        const bool of_all = stage == Stage::input || stage == Stage::combined;
        return pixel.stage == stage && (of_all || pixel.filter == filter);
    }
};

/// The places of a view's parts, and its kind.
struct ViewPlace {
    Stage stage = Stage::input;
    int filter = 0;
    Rect header, picture, legend;
    bool in_strip = false;
};
/// A view of the current results. All of its pictures must exist.
ViewSlot make_view(const LabScene& scene, const ViewPlace& place);

/// The outputs' values and colours as one heat map without a picture, named "view.strip", for the legend of views that
/// share their colours; the values are those of the slots.
HeatMap shared_scale(const std::vector<ViewSlot>& slots);

/// The view's title: "Filtered", "Filtered A" if two filters are compared, or "A" in a strip.
std::string view_title(const LabScene& scene, const ViewSlot& slot);

/// The camera of a view: if the document's camera fits the whole input, the outputs are visible as a whole too, and an
/// output in a strip fills its tile.
Camera shown_camera(const LabScene& scene, const ViewSlot& slot);

/// A title and the text after it, such as the filter's name and the size.
struct ViewCaption {
    std::string title;
    std::string note;
};
std::vector<ViewCaption> view_captions(const LabScene& scene, const ViewSlot& slot);

}  // namespace convscope
