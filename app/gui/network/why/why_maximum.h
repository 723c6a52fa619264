// The method "Maximise" of the page "Why": an input that excites a map or a class, found while one watches.
#pragma once

#include "app/gui/network/why/overlay_view.h"
#include "app/gui/network/why/why_scene.h"

namespace convscope {

class WhyMaximum {
  public:
    /// Returns the lower edge of the content.
    float show(const WhyScene& why, Rect area);

  private:
    static void show_column(const WhyScene& why, Rect& column);

    OverlayView picture_;
    std::vector<float> first_;  ///< shown before the search has an input
};

/// The search that the page's controls ask for: of the selected map of the journey's layer, or of the explained class.
MaximumRequest maximum_request(const WhySubject& subject, const NetworkView& view);

}  // namespace convscope
