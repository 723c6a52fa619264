// The linked views: input, filtered, pooled. Zoom, pan, pointing, pinning, legends, copying and exporting values.
#pragma once

#include <optional>

#include "app/gui/lab/picture/picture_editor.h"
#include "app/gui/lab/views/view_layout.h"
#include "app/gui/widgets/maps/view_painter.h"

namespace convscope {

class ViewsPanel {
  public:
    /// Draws the tool row and the views at the top of `rest`, cuts off what it uses and leaves at least `keep_below`.
    /// Chooses the selection, which everything drawn later uses.
    void show(LabScene& scene, PictureEditor& editor, Rect& rest, float keep_below);
    double take_upload_time() { return painter_.take_upload_time(); }
    /// The views of the last scene, for exports.
    const std::vector<ViewSlot>& slots() const { return layout_.slots; }
    /// The picture has changed: forget what was pointed at.
    void forget() { last_.reset(); }

  private:
    void show_view(LabScene& scene, PictureEditor& editor, const ViewSlot& slot);
    void show_view_legend(LabScene& scene, const ViewSlot& slot);
    void show_view_menu(LabScene& scene, const ViewSlot& slot);
    /// The parts that belong to several views: the strip's legend, and the control below the input.
    void show_shared(LabScene& scene);
    void interact(LabScene& scene, PictureEditor& editor, const ViewSlot& slot, const Item& item);
    /// Says why there is no pooled picture.
    static void show_reason(LabScene& scene, const ViewSlot& slot);
    void show_header(LabScene& scene, const ViewSlot& slot);
    void show_links(LabScene& scene, Rect area) const;
    void choose_selection(LabScene& scene);

    ViewPainter painter_;
    ViewLayout layout_;
    std::optional<PixelRef> hovered_;
    std::optional<PixelRef> last_;
    std::optional<PixelRef> menu_pixel_;
};

}  // namespace convscope
