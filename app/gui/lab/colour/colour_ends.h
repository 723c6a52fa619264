// The magnitudes at the ends of the colour page's colours. They do not depend on the slices' switches, so that
// switching a slice off does not change the colours of the other sums.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "app/jobs/colour_engine.h"

namespace convscope {

/// The ends for the three sums, and for the map and the pooled map that all three slices give together.
struct ColourEnds {
    float sums = 0, map = 0;
};

/// Computes the ends once for each new result.
class ColourEndsKeeper {
  public:
    /// The results must have a map. With weight 1 both ends are equal, so that a colour has the same value in the sums
    /// and in the map.
    ColourEnds of(const ColourResults& results);

  private:
    std::uint64_t revision_ = 0;
    std::array<std::weak_ptr<const SliceSum>, kColourChannels> sums_;  ///< weak: they take much memory
    FilterSettings steps_;
    ColourEnds ends_;
};

}  // namespace convscope
