// The method "Changes" of the page "Why": noise, brightness and rotation of the input, each with a curve of the answer
// over the amount of change.
#pragma once

#include "app/gui/network/why/overlay_view.h"
#include "app/gui/network/why/why_scene.h"

namespace convscope {

class WhyChanges {
  public:
    /// Returns the lower edge of the content.
    float show(const WhyScene& why, Rect area);

  private:
    static void show_column(const WhyScene& why, Rect& column);

    OverlayView picture_;
};

}  // namespace convscope
