// The method "Shifts" of the page "Why": the answer for the picture moved by up to four pixels.
#pragma once

#include "app/gui/network/why/overlay_view.h"
#include "app/gui/network/why/why_scene.h"

namespace convscope {

class WhyShifts {
  public:
    /// Returns the lower edge of the content.
    float show(const WhyScene& why, Rect area);

  private:
    void show_grid(const WhyScene& why, const nn::ShiftMap& shifts, Rect area);
    void show_moved(const WhyScene& why, Rect area);

    OverlayView picture_;
    std::vector<float> moved_;  ///< the picture with the shift under the pointer
    nn::Position shift_;        ///< rows down and columns to the right
};

}  // namespace convscope
