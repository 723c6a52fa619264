// The median filter: the middle one of the window's values in order of size. Unlike any kernel, it removes single wrong
// pixels and keeps edges sharp.
#pragma once

#include "core/filter/result.h"

namespace convscope {

/// filtered = the median of the window; pooled = pooling(filtered). The window is that of settings.kernel (size,
/// stride, dilation, border); the kernel's values, weight, bias and activation are not used. A NaN in the window gives
/// NaN. Computes the definition; filter_reference() calls it for FilterSettings::median. Throws std::invalid_argument
/// with the message of geometry_problem().
FilterResult median_reference(const Plane& input, const FilterSettings& settings);

/// Computes exactly the result of median_reference(), on all cores; vectorised for 3x3 windows without stride and
/// dilation. Writes into `result` and reuses its memory. filter() calls it for FilterSettings::median.
void median(const Plane& input, const FilterSettings& settings, FilterResult& result);

}  // namespace convscope
