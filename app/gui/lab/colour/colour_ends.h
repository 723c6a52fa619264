// The magnitudes at the ends of the colour page's colours. They do not depend on the slices' switches, so that
// switching a slice off changes no colour of the other sums.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "app/jobs/colour_engine.h"

namespace convscope {

/// Of the three sums, and of the map and the pooled map that all three slices give together.
struct ColourEnds {
    float sums = 0, map = 0;
};

/// Keeps the ends of the last results.
class ColourEndsKeeper {
  public:
    /// The results must have a map. With weight 1 both ends are equal: one colour is one value.
    ColourEnds of(const ColourResults& results);

  private:
    std::uint64_t revision_ = 0;
    std::array<std::shared_ptr<const SliceSum>, kColourChannels> sums_;
    FilterSettings steps_;
    ColourEnds ends_;
};

}  // namespace convscope
