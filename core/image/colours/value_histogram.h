// The distribution of an image's values: a histogram with buckets of 0.4 % of the value, for the ends of colour
// scales and for the share of values beyond them.
#pragma once

#include <cstdint>
#include <vector>

#include "core/image/plane.h"
#include "core/image/range.h"

namespace convscope {

/// Counts all finite values of an image of at most kMaxSamples values. Of a larger image it counts those on a regular
/// grid.
class ValueHistogram {
  public:
    ValueHistogram() = default;
    explicit ValueHistogram(const FloatImage& image);

    /// The smallest magnitude of the image that at most `share` (0 to 1) of the magnitudes exceed, or a magnitude that
    /// is at most 0.4 % larger. 0 without values.
    float largest(double share) const;
    /// The shares (0 to 1) of the values below and above the range, within the same precision.
    struct Shares {
        double below = 0, above = 0;
    };
    Shares outside(Range range) const;

    static constexpr std::int64_t kMaxSamples = 1 << 18;

  private:
    void add(float value);
    double share_from(const std::vector<std::uint32_t>& counts, std::size_t bucket) const;

    std::vector<std::uint32_t> negative_, positive_;  ///< numbers of values by magnitude; empty without values
    std::vector<float> largest_;                      ///< the largest magnitude in each bucket
    std::int64_t count_ = 0;
};

}  // namespace convscope
