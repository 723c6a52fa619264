// The job, the block ranges and the scratch memory that the files of the fused filter path share. The scratch memory
// stays in the cache while a block is computed. Internal: the interfaces are result.h and colour/colour_filter.h.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <utility>

#include "core/filter/geometry.h"
#include "core/filter/result.h"
#include "core/image/range.h"
#include "core/image/reduce.h"

namespace convscope {

/// The widest vector in use, in floats: one padding unit of a FloatImage row.
inline constexpr std::size_t kVectorFloats = 16;

constexpr std::size_t padded_to_vectors(std::size_t floats) {
    return (floats + kVectorFloats - 1) / kVectorFloats * kVectorFloats;
}

/// At most this many planes are summed into one map.
inline constexpr std::size_t kMaxFusedSlices = 3;

/// A plane and its kernel. All planes of a job have the same size; so have all kernels.
struct FusedSlice {
    const Plane* plane;
    const Kernel* kernel;
};

/// One call of filter(), with one slice, or of colour_filter(), with one for each slice that is on.
/// `settings.kernel` is not used. `bypass_cache`: the outputs are too large to stay cached until they are read.
struct FusedJob {
    std::span<const FusedSlice> slices;
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

/// Memory for rows that are written and soon read again: input rows as floats, the combined rows of pooling, and one
/// row with kept pixels. One per thread, reused by later calls.
struct FusedScratch {
    std::array<FloatImage, kMaxFusedSlices> sources;
    FloatImage rows;
};

/// Computes the job of these slices into `result`, whose memory it reuses. `requested` must give a filtered picture;
/// pooling that does not fit is omitted.
void run_fused(std::span<const FusedSlice> slices, const FilterSettings& requested, Size input, FilterResult& result);

/// The columns [first, second) of output row `row` that are filtered with the keep border; the others are kept.
std::pair<int, int> filtered_cols(const Geometry& geometry, int row);
/// True if the block's part of the row has pixels of the keep border.
bool holds_kept(const FusedJob& job, const PixelRect& block, int row);
/// Copies the input's pixels into the keep border; `to` is the block's part of output row `row`.
void copy_kept(const FusedJob& job, const PixelRect& block, int row, float* to);

}  // namespace convscope
