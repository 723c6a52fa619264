// The method "Maximise" of the page "Why": a search for an input that excites a map or a class, whose steps the user
// can watch.
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

/// The search that the page's controls describe: for the selected map of the journey's layer, or for the explained
/// class.
MaximumRequest maximum_request(const WhySubject& subject, const NetworkView& view);

}  // namespace convscope
