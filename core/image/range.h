// Value ranges, and how to merge them while an image is computed in pieces.
#pragma once

#include <algorithm>
#include <limits>

namespace convscope {

class FloatImage;

/// The lowest and highest finite value of an image; {0, 0} if it has none.
struct Range {
    float low = 0;
    float high = 0;
    bool operator==(const Range&) const = default;
};

/// The range of no values: the start value for merging.
inline constexpr Range kNoValues{std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity()};

inline Range merged(Range a, Range b) {
    return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

/// The merged range as Range defines it: {0, 0} if there were no finite values.
inline Range finished(Range range) {
    return range.low > range.high ? Range{} : range;
}

/// The lowest and highest finite value of the image.
Range finite_range(const FloatImage& image);

}  // namespace convscope
