// The methods of the page "Why" that use gradients: contribution map, Grad-CAM and saliency, with the score's balance
// and the check with random weights.
#pragma once

#include "app/gui/network/why/overlay_view.h"
#include "app/gui/network/why/why_scene.h"

namespace convscope {

class WhyMaps {
  public:
    /// Returns the lower edge of the content.
    float show(const WhyScene& why, Rect area);
    /// For tests: the first and the second map of the last frame.
    const OverlayView& first() const { return first_; }
    const OverlayView& second() const { return second_; }

  private:
    void show_pictures(const WhyScene& why, const GradientAnswer& answer, Rect area);
    static void show_column(const WhyScene& why, const GradientAnswer& answer, Rect& column);
    /// Draws the content of show_column() as three blocks next to each other.
    static void show_row(const WhyScene& why, const GradientAnswer& answer, Rect& row);
    static void show_figures(const WhyScene& why, const GradientAnswer& answer, Rect& column);

    OverlayView first_, second_;
};

/// The controls of all maps: opacity and smoothing. Cuts their place off `column`.
void show_overlay_controls(const WhyScene& why, Rect& column);
float overlay_controls_height(const Ui& ui);

/// Pearson's correlation of two maps of the same size; 0 if one of them is constant.
double correlation(const FloatImage& a, const FloatImage& b);

}  // namespace convscope
