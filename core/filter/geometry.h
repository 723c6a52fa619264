// The input pixels of each output pixel: sizes, padding and windows, per axis.
#pragma once

#include <string>
#include <vector>

#include "core/filter/settings.h"
#include "core/image/plane.h"

namespace convscope {

/// One axis. Output o reads input o * stride - pad_before + i * dilation for i = 0..taps-1.
struct Axis {
    int input = 0;
    int taps = 3;
    int stride = 1;
    int dilation = 1;
    int extent = 3;  ///< (taps - 1) * dilation + 1
    int pad_before = 0;
    int pad_total = 0;
    int output = 0;
    int pool_size = 1;  ///< 1 without pooling
    int pooled = 0;     ///< output / pool_size, rounded down

    /// The input position of tap `tap` of output `out`; lies outside 0..input-1 in the padding.
    int source(int out, int tap) const { return out * stride - pad_before + tap * dilation; }
};

struct Geometry {
    Axis rows;
    Axis cols;
    Size filtered() const { return {rows.output, cols.output}; }
    Size pooled() const { return {rows.pooled, cols.pooled}; }
};

/// A message that says why a picture of size `input` cannot be filtered with these settings, and what to choose; empty
/// if it can.
std::string geometry_problem(Size input, const FilterSettings& settings);
/// A message for a filtered picture that is smaller than one pooling block, so that there is no pooled picture. Empty
/// if there is one, if the settings have no pooling, or if geometry_problem() is not empty.
std::string pooling_problem(Size input, const FilterSettings& settings);
/// Sizes and padding. The filtered size is 0 or less if geometry_problem() is not empty, the pooled size if
/// pooling_problem() is not empty.
Geometry geometry(Size input, const FilterSettings& settings);
/// True if this output pixel is a copy of the input pixel because the border is Border::keep and its window does not
/// fit into the picture.
bool is_kept(const Geometry& geometry, const FilterSettings& settings, int row, int col);

/// One use of an input pixel: output (row, col) multiplies it by the kernel value at (tap_row, tap_col).
struct Use {
    int row, col;
    int tap_row, tap_col;
};
/// Every output pixel that reads the input pixel, row by row. With a replicated border, one output may read it through
/// several taps.
std::vector<Use> uses_of(Size input, const FilterSettings& settings, int row, int col);

/// "(512 - 3) / 1 + 1 = 510", with the numbers of this axis.
std::string output_formula(const Axis& axis, Border border);
/// "510 / 2 = 255", with ", rounded down" if there is a remainder; empty without pooling.
std::string pooled_formula(const Axis& axis);

}  // namespace convscope
