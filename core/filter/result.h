// The result of a filter, and its two implementations: the reference, which reads like the definition, and the fast
// path.
#pragma once

#include "core/filter/settings.h"
#include "core/image/plane.h"

namespace convscope {

/// filtered and pooled (empty without pooling, and if pooling_problem() is not empty) with the ranges of their finite
/// values. A later call reuses the memory.
struct FilterResult {
    FloatImage filtered;
    FloatImage pooled;
    Range filtered_range;
    Range pooled_range;
};

/// Computes the definition, one pixel at a time in double precision, rounded to float once per stage. Throws
/// std::invalid_argument with the message of geometry_problem().
FilterResult filter_reference(const Plane& input, const FilterSettings& settings);

/// Computes the result of filter_reference() with all stages fused, vectorised for the current CPU, on all cores.
/// Writes into `result` and reuses its memory. Agrees within float rounding of the sum of absolute products; exactly if
/// all products and sums are whole numbers below 2^24. Throws std::invalid_argument as filter_reference() does.
void filter(const Plane& input, const FilterSettings& settings, FilterResult& result);
}  // namespace convscope
