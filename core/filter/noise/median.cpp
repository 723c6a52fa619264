#include "core/filter/noise/median.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "core/base/parallel.h"
#include "core/filter/explain.h"
#include "core/filter/fused.h"
#include "core/filter/geometry.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/filter/noise/median.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/image/range-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convscope::HWY_NAMESPACE {

template <class V>
HWY_INLINE void sort_pair(V& low, V& high) {
    const V lower = hn::Min(low, high);
    high = hn::Max(low, high);
    low = lower;
}

template <class V>
HWY_INLINE void sort_three(V& a, V& b, V& c) {
    sort_pair(a, b);
    sort_pair(b, c);
    sort_pair(a, b);
}

/// The median of three values, lane by lane.
template <class V>
HWY_INLINE V middle(V a, V b, V c) {
    return hn::Max(hn::Min(a, b), hn::Min(hn::Max(a, b), c));
}

/// One output row from three input rows, which must be readable for `cols` + 2 values and one more vector. Sorts the
/// three values of each column; the median is the middle one of the highest low, the middle middle and the lowest high.
void median_row_3x3(const float* above, const float* at, const float* below, std::size_t cols, float* to) {
    const FloatTag d;
    for (std::size_t c = 0; c < cols; c += hn::Lanes(d)) {
        auto a0 = hn::LoadU(d, above + c), a1 = hn::LoadU(d, at + c), a2 = hn::LoadU(d, below + c);
        auto b0 = hn::LoadU(d, above + c + 1), b1 = hn::LoadU(d, at + c + 1), b2 = hn::LoadU(d, below + c + 1);
        auto c0 = hn::LoadU(d, above + c + 2), c1 = hn::LoadU(d, at + c + 2), c2 = hn::LoadU(d, below + c + 2);
        const auto nan = hn::Or(
            hn::Or(hn::Or(hn::IsNaN(a0), hn::IsNaN(a1)), hn::Or(hn::IsNaN(a2), hn::IsNaN(b0))),
            hn::Or(hn::Or(hn::Or(hn::IsNaN(b1), hn::IsNaN(b2)), hn::IsNaN(c0)), hn::Or(hn::IsNaN(c1), hn::IsNaN(c2))));
        sort_three(a0, a1, a2);
        sort_three(b0, b1, b2);
        sort_three(c0, c1, c2);
        const auto lows = hn::Max(hn::Max(a0, b0), c0);
        const auto highs = hn::Min(hn::Min(a2, b2), c2);
        hn::Store(hn::IfThenElse(nan, hn::NaN(d), middle(lows, middle(a1, b1, c1), highs)), d, to + c);
    }
}

}  // namespace convscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convscope {

namespace {

HWY_EXPORT(median_row_3x3);

/// The median of the values; NaN if one of them is NaN. Reorders the values.
template <class T>
T median_of(std::vector<T>& values) {
    if (std::ranges::any_of(values, [](T value) { return std::isnan(value); }))
        return std::numeric_limits<T>::quiet_NaN();
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

/// The stages after the median: pooling only.
FilterSettings pooling_after(const FilterSettings& settings) {
    FilterSettings after;
    after.kernel = {1, {1}};
    after.pooling = settings.pooling;
    after.pool_size = settings.pool_size;
    return after;
}

void check_geometry(const Plane& input, const FilterSettings& settings) {
    if (const std::string problem = geometry_problem(input.size(), settings); !problem.empty())
        throw std::invalid_argument(problem);
}

/// The input with its border around it, so that no window reaches outside; wide enough to read whole vectors.
FloatImage with_border(const Plane& input, const Geometry& g, Border border) {
    const auto length = [](const Axis& axis) { return (axis.output - 1) * axis.stride + axis.extent; };
    FloatImage padded({length(g.rows), length(g.cols) + static_cast<int>(2 * kVectorFloats)});
    parallel_for(padded.rows(), [&](int r) {
        const int row = r - g.rows.pad_before, inner_row = std::clamp(row, 0, input.rows() - 1);
        float* const to = padded.row(r);
        for (int c = 0; c < padded.cols(); ++c) {
            const int col = c - g.cols.pad_before, inner_col = std::clamp(col, 0, input.cols() - 1);
            const bool inside = row == inner_row && col == inner_col;
            to[c] = !inside && border == Border::zero ? 0 : input.at(inner_row, inner_col);
        }
    });
    return padded;
}

void median_row(const FloatImage& padded, const Geometry& g, int row, float* to) {
    std::vector<float> window;
    for (int col = 0; col < g.cols.output; ++col) {
        window.clear();
        for (int i = 0; i < g.rows.taps; ++i)
            for (int j = 0; j < g.cols.taps; ++j)
                window.push_back(
                    padded.at(row * g.rows.stride + i * g.rows.dilation, col * g.cols.stride + j * g.cols.dilation));
        to[col] = median_of(window);
    }
}

}  // namespace

FilterResult median_reference(const Plane& input, const FilterSettings& settings) {
    check_geometry(input, settings);
    FilterSettings median_settings = settings;
    median_settings.median = true;
    FloatImage filtered(geometry(input.size(), settings).filtered());
    for (int row = 0; row < filtered.rows(); ++row)
        for (int col = 0; col < filtered.cols(); ++col)
            filtered.at(row, col) = static_cast<float>(explain_pixel(input, median_settings, row, col).activated);
    return filter_reference(to_plane(filtered), pooling_after(settings));
}

void median(const Plane& input, const FilterSettings& settings, FilterResult& result) {
    check_geometry(input, settings);
    const Geometry g = geometry(input.size(), settings);
    const FloatImage padded = with_border(input, g, settings.border);
    FloatImage filtered(g.filtered());
    const bool network = g.rows.taps == 3 && g.rows.stride == 1 && g.rows.dilation == 1;
    parallel_for(filtered.rows(), [&](int row) {
        if (network) {
            HWY_DYNAMIC_DISPATCH(median_row_3x3)
            (padded.row(row), padded.row(row + 1), padded.row(row + 2), static_cast<std::size_t>(g.cols.output),
             filtered.row(row));
        } else {
            median_row(padded, g, row, filtered.row(row));
        }
        if (settings.border != Border::keep) return;
        for (int col = 0; col < filtered.cols(); ++col)
            if (is_kept(g, settings, row, col)) filtered.at(row, col) = input.at(row, col);
    });
    filter(to_plane(filtered), pooling_after(settings), result);
}

}  // namespace convscope
#endif  // HWY_ONCE
