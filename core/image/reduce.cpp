#include "core/image/reduce.h"

#include <algorithm>
#include <bit>
#include <cassert>

#include "core/base/parallel.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/image/reduce.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace convscope::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// At most 16 lanes: one padding unit of a FloatImage row.
using FloatTag = hn::CappedTag<float, 16>;

/// The number of columns that are summed together, so that the sums stay in the first-level cache; 16 times the largest
/// block.
constexpr int kTileCols = 2048;

HWY_INLINE hn::Vec<FloatTag> load_floats(FloatTag d, const float* from) {
    return hn::LoadU(d, from);
}

HWY_INLINE hn::Vec<FloatTag> load_floats(FloatTag d, const std::uint8_t* from) {
    const hn::Rebind<std::int32_t, FloatTag> integers;
    const hn::Rebind<std::uint8_t, FloatTag> bytes;
    return hn::ConvertTo(d, hn::PromoteTo(integers, hn::LoadU(bytes, from)));
}

/// sums[c] = the sum of column c over `rows` rows.
template <class T>
void sum_columns(const T* from, std::size_t stride, int rows, int cols, float* sums) {
    const FloatTag d;
    const int lanes = static_cast<int>(hn::Lanes(d));
    std::fill_n(sums, cols, 0.f);
    int r = 0;
    for (; r + 4 <= rows; r += 4) {
        const T* a = from + static_cast<std::size_t>(r) * stride;
        const T* b = a + stride;
        const T* e = b + stride;
        const T* f = e + stride;
        int c = 0;
        for (; c + lanes <= cols; c += lanes) {
            const auto upper = hn::Add(load_floats(d, a + c), load_floats(d, b + c));
            const auto lower = hn::Add(load_floats(d, e + c), load_floats(d, f + c));
            hn::Store(hn::Add(hn::Load(d, sums + c), hn::Add(upper, lower)), d, sums + c);
        }
        for (; c < cols; ++c) sums[c] += static_cast<float>(a[c]) + b[c] + e[c] + f[c];
    }
    for (; r < rows; ++r) {
        const T* a = from + static_cast<std::size_t>(r) * stride;
        int c = 0;
        for (; c + lanes <= cols; c += lanes)
            hn::Store(hn::Add(hn::Load(d, sums + c), load_floats(d, a + c)), d, sums + c);
        for (; c < cols; ++c) sums[c] += a[c];
    }
}

/// sums[i] = sums[2 i] + sums[2 i + 1] for i below `count`, in place.
inline void add_pairs(float* sums, int count) {
    const FloatTag d;
    const int lanes = static_cast<int>(hn::Lanes(d));
    hn::Vec<FloatTag> even, odd;
    for (int i = 0; i < count; i += lanes) {
        hn::LoadInterleaved2(d, sums + 2 * i, even, odd);
        hn::Store(hn::Add(even, odd), d, sums + i);
    }
}

/// Computes one row of averages from `rows` x `cols` values.
template <class T>
void reduce_row(const T* from, std::size_t stride, int rows, int cols, int factor, float* out) {
    const FloatTag d;
    HWY_ALIGN_MAX float sums[kTileCols];
    for (int first = 0; first < cols; first += kTileCols, out += kTileCols / factor) {
        const int tile = std::min(kTileCols, cols - first);
        const int blocks = (tile + factor - 1) / factor;
        sum_columns(from + first, stride, rows, tile, sums);
        std::fill(sums + tile, sums + blocks * factor, 0.f);
        for (int half = factor / 2; half >= 1; half /= 2) add_pairs(sums, blocks * half);

        const auto full = static_cast<float>(rows * factor);
        for (int i = 0; i < blocks; i += static_cast<int>(hn::Lanes(d)))
            hn::Store(hn::Div(hn::Load(d, sums + i), hn::Set(d, full)), d, out + i);
        if (tile % factor != 0) out[blocks - 1] = sums[blocks - 1] / static_cast<float>(rows * (tile % factor));
    }
}

void reduce_floats(const float* from, std::size_t stride, int rows, int cols, int factor, float* out) {
    reduce_row(from, stride, rows, cols, factor, out);
}

void reduce_bytes(const std::uint8_t* from, std::size_t stride, int rows, int cols, int factor, float* out) {
    reduce_row(from, stride, rows, cols, factor, out);
}

}  // namespace convscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convscope {

namespace {

HWY_EXPORT(reduce_floats);
HWY_EXPORT(reduce_bytes);

void reduce_row(const float* from, std::size_t stride, int rows, int cols, int factor, float* out) {
    HWY_DYNAMIC_DISPATCH(reduce_floats)(from, stride, rows, cols, factor, out);
}

void reduce_row(const std::uint8_t* from, std::size_t stride, int rows, int cols, int factor, float* out) {
    HWY_DYNAMIC_DISPATCH(reduce_bytes)(from, stride, rows, cols, factor, out);
}

template <class T>
void reduce_region(const T* values, std::size_t stride, PixelRect region, int factor, FloatImage& out) {
    const T* corner = values + static_cast<std::size_t>(region.row) * stride + region.col;
    out.resize({(region.rows + factor - 1) / factor, (region.cols + factor - 1) / factor});
    // A task has a few ten thousand values: small enough to balance the cores, large enough to outweigh the overhead.
    const std::int64_t row_values = std::int64_t{std::max(region.cols, 1)} * factor;
    const int rows_at_once = static_cast<int>(std::max<std::int64_t>(1, (1 << 16) / row_values));
    parallel_for((out.rows() + rows_at_once - 1) / rows_at_once, [&](int task) {
        const int end = std::min((task + 1) * rows_at_once, out.rows());
        for (int r = task * rows_at_once; r < end; ++r) {
            const T* from = corner + static_cast<std::size_t>(r) * static_cast<std::size_t>(factor) * stride;
            reduce_row(from, stride, std::min(factor, region.rows - r * factor), region.cols, factor, out.row(r));
        }
    });
}

[[maybe_unused]] bool is_valid(Size size, PixelRect region, int factor) {
    return factor >= 1 && factor <= 64 && std::has_single_bit(static_cast<unsigned>(factor)) && region.row >= 0 &&
           region.col >= 0 && region.row % factor == 0 && region.col % factor == 0 && region.rows >= 0 &&
           region.cols >= 0 && region.row + region.rows <= size.rows && region.col + region.cols <= size.cols;
}

}  // namespace

void reduce(const Plane& plane, PixelRect region, int factor, FloatImage& out) {
    assert(is_valid(plane.size(), region, factor));
    const auto stride = static_cast<std::size_t>(plane.cols());
    if (plane.is_bytes()) {
        reduce_region(plane.bytes().data(), stride, region, factor, out);
    } else {
        reduce_region(plane.floats().data(), stride, region, factor, out);
    }
}

void reduce(const FloatImage& image, PixelRect region, int factor, FloatImage& out) {
    assert(is_valid(image.size(), region, factor));
    reduce_region(image.row(0), image.stride(), region, factor, out);
}

}  // namespace convscope
#endif  // HWY_ONCE
