// Types that the parts of the fused filter path share: the job, its block of the output, and the scratch memory that
// stays in the cache while a block is computed. Internal: other code includes result.h.
#pragma once

#include <cstddef>
#include <utility>

#include "core/filter/geometry.h"
#include "core/filter/result.h"
#include "core/image/range.h"
#include "core/image/reduce.h"

namespace convscope {

/// The widest vector that is used, in floats: one padding unit of a FloatImage row.
inline constexpr std::size_t kVectorFloats = 16;

constexpr std::size_t padded_to_vectors(std::size_t floats) {
    return (floats + kVectorFloats - 1) / kVectorFloats * kVectorFloats;
}

/// One call of filter(). `bypass_cache`: the outputs are too large to be still cached when somebody reads them.
struct FusedJob {
    const Plane& input;
    const FilterSettings& settings;
    Geometry geometry;
    FloatImage& filtered;
    FloatImage& pooled;
    bool bypass_cache;
};

struct FusedRanges {
    Range filtered = kNoValues;
    Range pooled = kNoValues;
};

inline FusedRanges merged(const FusedRanges& a, const FusedRanges& b) {
    return {merged(a.filtered, b.filtered), merged(a.pooled, b.pooled)};
}

/// Rows that are written and read again at once: input rows as floats; the combined rows of pooling, and a row set
/// aside. One per thread, kept from call to call.
struct FusedScratch {
    FloatImage source;
    FloatImage rows;
};

/// With the keep border: the columns [first, second) of output row `row` that are filtered; the others are kept.
std::pair<int, int> filtered_cols(const Geometry& geometry, int row);
/// True if the block's part of the row has pixels of the keep border.
bool holds_kept(const FusedJob& job, const Region& block, int row);
/// Puts the input's own pixels where the keep border wants them; `to` is the block's part of output row `row`.
void copy_kept(const FusedJob& job, const Region& block, int row, float* to);

}  // namespace convscope
