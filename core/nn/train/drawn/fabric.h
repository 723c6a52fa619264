// The greys of a drawn garment: its base, folds, gradient, rim and pattern.
#pragma once

#include <cstdint>

#include "core/base/random.h"
#include "core/nn/train/drawn/canvas.h"

namespace convscope::nn {

/// The shares of a kind of garment with a pattern or a print, and its lightness. Light means dark cloth:
/// Fashion-MNIST's pictures are inverted.
struct FabricHabits {
    float lighter = 0;       ///< added to the base, 0..255
    float patterned = 0.3F;  ///< share with a pattern all over
    float printed = 0.1F;    ///< share with a print on the chest
};

class Fabric {
  public:
    Fabric(RandomSequence& random, const FabricHabits& habits);

    /// The grey at a point this far from the edge of its part.
    float grey(const Point& at, float depth) const;
    float base() const { return base_; }
    /// The grey of a seam, a button or a sole that stands out against the base.
    float contrast(RandomSequence& random) const;

  private:
    enum class Pattern : std::uint8_t { none, stripes, checks, blots, dots };

    float pattern(const Point& at) const;
    float print(const Point& at) const;

    float base_ = 0;
    float fold_ = 0, fold_period_ = 8, fold_phase_ = 0, fold_slant_ = 0;
    float slope_ = 0;  ///< grey per pixel downwards
    float rim_ = 0;    ///< added at the edge
    Pattern pattern_ = Pattern::none;
    float strength_ = 0, period_ = 4, angle_ = 0, phase_ = 0;
    bool has_print_ = false;
    Point print_centre_, print_half_;
    std::uint64_t seed_ = 0;
};

/// Paints a polygon of this fabric.
void paint_part(Canvas& canvas, std::span<const Point> corners, const Fabric& fabric);

}  // namespace convscope::nn
