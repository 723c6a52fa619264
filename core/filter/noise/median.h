// The median filter: the middle one of the window's values in order of size. No kernel can do what it does: it removes
// single wrong pixels and keeps edges sharp.
#pragma once

#include <vector>

#include "core/filter/explain.h"
#include "core/filter/result.h"

namespace convscope {

/// filtered = the median of the window; pooled = pooling(filtered). The window is that of settings.kernel (size,
/// stride, dilation, border); the kernel's values, weight, bias and activation are not used. A NaN in the window gives
/// NaN. Computes the definition. Throws std::invalid_argument with the sentence of geometry_problem().
FilterResult median_reference(const Plane& input, const FilterSettings& settings);

/// Computes the result of median_reference(), exactly, on all cores; 3x3 windows without stride and dilation
/// vectorised. Writes into `result` and reuses its memory.
void median(const Plane& input, const FilterSettings& settings, FilterResult& result);

/// The arithmetic of the median at one pixel: the window's values row by row (each term's filter and product are 0),
/// the same in order of size, and the median. `kept` as in PixelExplanation.
struct MedianExplanation {
    int row = 0, col = 0;
    bool kept = false;
    std::vector<Term> terms;
    std::vector<double> sorted;
    double value = 0;
};
/// (row, col) must lie inside geometry(input.size(), settings).filtered().
MedianExplanation explain_median(const Plane& input, const FilterSettings& settings, int row, int col);

}  // namespace convscope
