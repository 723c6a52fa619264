#include "core/filter/learn/window_moments.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "core/base/parallel.h"
#include "core/base/text/translation.h"
#include "core/filter/settings.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/filter/learn/window_moments.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#ifndef CONVSCOPE_WINDOW_MOMENTS_ONCE
#define CONVSCOPE_WINDOW_MOMENTS_ONCE
namespace convscope {

/// The number of products that are summed together.
inline constexpr std::size_t kMomentBlock = 4;
inline constexpr std::size_t kMaxMoments = std::size_t{kMaxKernelSize} * kMaxKernelSize + 2;

/// The rows [first, last) of windows to be summed.
struct MomentRows {
    const Plane& input;
    const Plane& target;
    int size;
    double input_centre;
    double target_centre;
    int first, last;
};

}  // namespace convscope
#endif

HWY_BEFORE_NAMESPACE();
namespace convscope::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using DoubleTag = hn::CappedTag<double, 8>;

/// Pointers to one row of each entry of the vector, followed by spare pointers, so that the last block is complete.
using MomentPointers = std::array<const double*, kMaxMoments + kMomentBlock>;

/// For each of kMomentBlock rows, adds the sum of the row's products with `of`, over `cols` columns, to sums[0...].
HWY_INLINE void add_products(const double* of, const double* const* with, std::size_t cols, double* sums) {
    const DoubleTag d;
    const std::size_t lanes = hn::Lanes(d);
    auto a0 = hn::Zero(d), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
    const double *p0 = with[0], *p1 = with[1], *p2 = with[2], *p3 = with[3];
    std::size_t c = 0;
    for (; c + 2 * lanes <= cols; c += 2 * lanes) {
        const auto x = hn::LoadU(d, of + c), y = hn::LoadU(d, of + c + lanes);
        a0 = hn::MulAdd(x, hn::LoadU(d, p0 + c), a0);
        a1 = hn::MulAdd(x, hn::LoadU(d, p1 + c), a1);
        a2 = hn::MulAdd(x, hn::LoadU(d, p2 + c), a2);
        a3 = hn::MulAdd(x, hn::LoadU(d, p3 + c), a3);
        b0 = hn::MulAdd(y, hn::LoadU(d, p0 + c + lanes), b0);
        b1 = hn::MulAdd(y, hn::LoadU(d, p1 + c + lanes), b1);
        b2 = hn::MulAdd(y, hn::LoadU(d, p2 + c + lanes), b2);
        b3 = hn::MulAdd(y, hn::LoadU(d, p3 + c + lanes), b3);
    }
    sums[0] += hn::GetLane(hn::SumOfLanes(d, hn::Add(a0, b0)));
    sums[1] += hn::GetLane(hn::SumOfLanes(d, hn::Add(a1, b1)));
    sums[2] += hn::GetLane(hn::SumOfLanes(d, hn::Add(a2, b2)));
    sums[3] += hn::GetLane(hn::SumOfLanes(d, hn::Add(a3, b3)));
    for (; c < cols; ++c)
        for (std::size_t j = 0; j < kMomentBlock; ++j) sums[j] += of[c] * with[j][c];
}

inline void centred_row(const Plane& plane, int row, double centre, double* to) {
    const auto cols = static_cast<std::size_t>(plane.cols());
    const std::size_t start = static_cast<std::size_t>(row) * cols;
    if (plane.is_bytes()) {
        const std::uint8_t* from = plane.bytes().data() + start;
        for (std::size_t c = 0; c < cols; ++c) to[c] = from[c] - centre;
    } else {
        const float* from = plane.floats().data() + start;
        for (std::size_t c = 0; c < cols; ++c) to[c] = double{from[c]} - centre;
    }
}

/// The sums of products of all pairs (i, j >= i), in a matrix whose rows are kMomentBlock longer than the vector.
std::vector<double> sum_moments(const MomentRows& job) {
    const auto size = static_cast<std::size_t>(job.size);
    const std::size_t taps = size * size, entries = taps + 2, pitch = entries + kMomentBlock;
    const auto cols = static_cast<std::size_t>(job.target.cols());
    const auto row_length = static_cast<std::size_t>(job.input.cols());
    // `size` rows of the input, used in turn, one row of the target, and a row of ones.
    std::vector<double> rows(row_length * (size + 2), 1.0);
    double* const target_row = rows.data() + size * row_length;
    const auto slot = [&](int row) { return rows.data() + static_cast<std::size_t>(row) % size * row_length; };
    std::vector<double> sums(entries * pitch);
    for (int row = job.first; row < job.first + job.size - 1; ++row)
        centred_row(job.input, row, job.input_centre, slot(row));
    MomentPointers at;
    at.fill(target_row + row_length);
    for (int row = job.first; row < job.last; ++row) {
        centred_row(job.input, row + job.size - 1, job.input_centre, slot(row + job.size - 1));
        centred_row(job.target, row, job.target_centre, target_row);
        for (std::size_t tap = 0; tap < taps; ++tap) at[tap] = slot(row + static_cast<int>(tap / size)) + tap % size;
        at[taps] = target_row;
        for (std::size_t i = 0; i < entries; ++i)
            for (std::size_t j = i; j < entries; j += kMomentBlock)
                add_products(at[i], at.data() + j, cols, sums.data() + i * pitch + j);
    }
    return sums;
}

}  // namespace convscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convscope {

namespace {

HWY_EXPORT(sum_moments);

double mean_of(const Plane& plane) {
    double sum = 0;
    if (plane.is_bytes()) {
        const auto bytes = plane.bytes();
        sum = static_cast<double>(std::accumulate(bytes.begin(), bytes.end(), std::uint64_t{0}));
    } else {
        for (const float value : plane.floats()) sum += value;
    }
    return sum / static_cast<double>(plane.size().area());
}

void check_pictures(const Plane& input, const Plane& target, int size) {
    if (size < 1 || size > kMaxKernelSize || size % 2 == 0)
        throw std::invalid_argument(tr("The filter's size is {}; it must be 1, 3, 5 or 7.", size));
    const Size expected{input.rows() - size + 1, input.cols() - size + 1};
    if (expected.rows < 1 || expected.cols < 1)
        throw std::invalid_argument(tr("The picture is smaller than the filter. Choose a smaller filter."));
    if (target.size() != expected)
        throw std::invalid_argument(
            tr("The target has {} and {}; the filter gives {} and {}.", tr_count(target.rows(), "{} row", "{} rows"),
               tr_count(target.cols(), "{} column", "{} columns"), expected.rows, expected.cols));
}

/// The symmetric matrix of means from the upper triangles of all parts.
std::vector<double> means_of(const std::vector<std::vector<double>>& parts, std::size_t entries, double windows) {
    std::vector<double> means(entries * entries);
    for (std::size_t i = 0; i < entries; ++i)
        for (std::size_t j = i; j < entries; ++j) {
            double sum = 0;
            for (const std::vector<double>& part : parts) sum += part[i * (entries + kMomentBlock) + j];
            means[i * entries + j] = means[j * entries + i] = sum / windows;
        }
    return means;
}

}  // namespace

WindowMoments window_moments(const Plane& input, const Plane& target, int size) {
    check_pictures(input, target, size);
    WindowMoments moments;
    moments.size = size;
    moments.windows = target.size().area();
    moments.input_centre = mean_of(input);
    moments.target_centre = mean_of(target);
    if (!std::isfinite(moments.input_centre) || !std::isfinite(moments.target_centre))
        throw std::invalid_argument(tr("The picture or its target has values that are not finite numbers."));

    constexpr int kRows = 32;
    std::vector<std::vector<double>> parts(static_cast<std::size_t>((target.rows() + kRows - 1) / kRows));
    parallel_for(static_cast<int>(parts.size()), [&](int i) {
        const int first = i * kRows;
        const MomentRows rows{input,
                              target,
                              size,
                              moments.input_centre,
                              moments.target_centre,
                              first,
                              std::min(first + kRows, target.rows())};
        parts[static_cast<std::size_t>(i)] = HWY_DYNAMIC_DISPATCH(sum_moments)(rows);
    });
    moments.means = means_of(parts, static_cast<std::size_t>(moments.taps()) + 2, static_cast<double>(moments.windows));
    return moments;
}

}  // namespace convscope
#endif  // HWY_ONCE
