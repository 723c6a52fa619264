// The pictures of the colour page, the slices with their switches, and the signs between them.
#pragma once

#include <optional>

#include "app/gui/lab/colour/colour_layout.h"
#include "app/gui/widgets/maps/view_painter.h"

namespace convscope {

class ColourViews {
  public:
    /// Draws everything, uses the pointer, and sets the scene's selection.
    void show(ColourScene& scene, Rect area);
    double take_upload_time() { return painter_.take_upload_time(); }

  private:
    void interact(ColourScene& scene, const ColourView& view, const Item& item);
    void choose_selection(ColourScene& scene);
    void show_view(ColourScene& scene, const ColourView& view);

    ViewPainter painter_;
    ColourEndsKeeper ends_;
    std::optional<PixelRef> hovered_, last_;
    std::optional<PixelRef> menu_pixel_;
};

/// Takes the keys of the pinned pixel: arrow keys move it, Escape unpins it.
void colour_pin_keys(ColourScene& scene);

}  // namespace convscope
