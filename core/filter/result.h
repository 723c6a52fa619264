// The result of filtering and the two functions that compute it: the reference, which reads like the definition, and
// the fast path.
#pragma once

#include "core/filter/settings.h"
#include "core/image/plane.h"

namespace convscope {

/// filtered and pooled (empty without pooling) with the range of their finite values. Memory is reused when written
/// again.
struct FilterResult {
    FloatImage filtered;
    FloatImage pooled;
    Range filtered_range;
    Range pooled_range;
};

/// The definition, one pixel at a time in double precision, rounded to float once per stage.
/// Throws std::invalid_argument with geometry_problem()'s sentence.
FilterResult filter_reference(const Plane& input, const FilterSettings& settings);

/// filter_reference() with all stages fused, vectorised for the CPU that it runs on, on all cores. Writes into
/// `result`, reusing its memory. Agrees with filter_reference() within float rounding of the sum of absolute products;
/// exactly where all products and sums are whole numbers below 2^24. Throws std::invalid_argument as filter_reference()
/// does.
void filter(const Plane& input, const FilterSettings& settings, FilterResult& result);
}  // namespace convscope
