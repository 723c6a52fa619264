// The page of the filter with three slices: the picture and its channels, the slices, their sums, the one map, and the
// arithmetic of one pixel.
#pragma once

#include <functional>

#include "app/gui/lab/colour/colour_scene.h"
#include "app/gui/lab/colour/colour_views.h"

namespace convscope {

class ColourPanel {
  public:
    explicit ColourPanel(std::function<void()> wake) : engine_(std::move(wake)) {}

    /// Computes the document's filter on this picture while the page is open. Call once per frame.
    void update(const Document& document, const Picture& picture);
    /// Draws the page and uses its keys. `pictures` are offered in the side panel.
    void show(Frame& frame, Rect place, PictureChoice& pictures);
    bool busy() const { return engine_.busy(); }
    bool finished() const { return engine_.finished(); }
    double take_upload_time() { return views_.take_upload_time(); }
    const ColourResults& results() const { return engine_.results(); }
    /// The command that puts pasted values into the slice or slices that presets set.
    Command paste(const Kernel& kernel) const;

  private:
    void show_main(ColourScene& scene, Rect place);

    ColourEngine engine_;
    ColourViews views_;
    int target_ = kAllSlices;
};

}  // namespace convscope
