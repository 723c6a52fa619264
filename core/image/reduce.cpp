#include "core/image/reduce.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <type_traits>

#include "core/base/parallel.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/image/reduce.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace convscope::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Vectors with at most 16 lanes: one padding unit of a FloatImage row.
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

/// An operation that merges two values of a block. Blocks start from 0 and are padded with 0.
struct SumValues {
    static HWY_INLINE hn::Vec<FloatTag> both(FloatTag, hn::Vec<FloatTag> a, hn::Vec<FloatTag> b) {
        return hn::Add(a, b);
    }
    static float both(float a, float b) { return a + b; }
};

/// Keeps `a` unless `b` is larger in magnitude or NaN.
struct KeepExtreme {
    static HWY_INLINE hn::Vec<FloatTag> both(FloatTag, hn::Vec<FloatTag> a, hn::Vec<FloatTag> b) {
        return hn::IfThenElse(hn::Or(hn::Gt(hn::Abs(b), hn::Abs(a)), hn::IsNaN(b)), b, a);
    }
    static float both(float a, float b) { return std::fabs(b) > std::fabs(a) || std::isnan(b) ? b : a; }
};

struct KeepLargest {
    static HWY_INLINE hn::Vec<FloatTag> both(FloatTag, hn::Vec<FloatTag> a, hn::Vec<FloatTag> b) {
        return hn::IfThenElse(hn::Or(hn::Gt(b, a), hn::IsNaN(b)), b, a);
    }
    static float both(float a, float b) { return b > a || std::isnan(b) ? b : a; }
};

/// columns[c] = the merged values of column c in `rows` rows.
template <class Pair, class T>
void join_rows(const T* from, std::size_t stride, int rows, int cols, float* columns) {
    const FloatTag d;
    const int lanes = static_cast<int>(hn::Lanes(d));
    std::fill_n(columns, cols, 0.f);
    int r = 0;
    for (; r + 4 <= rows; r += 4) {
        const T* a = from + static_cast<std::size_t>(r) * stride;
        const T* b = a + stride;
        const T* e = b + stride;
        const T* f = e + stride;
        int c = 0;
        for (; c + lanes <= cols; c += lanes) {
            const auto upper = Pair::both(d, load_floats(d, a + c), load_floats(d, b + c));
            const auto lower = Pair::both(d, load_floats(d, e + c), load_floats(d, f + c));
            const auto above = hn::Load(d, columns + c);
            hn::Store(Pair::both(d, above, Pair::both(d, upper, lower)), d, columns + c);
        }
        for (; c < cols; ++c) {
            const float upper = Pair::both(static_cast<float>(a[c]), static_cast<float>(b[c]));
            const float lower = Pair::both(static_cast<float>(e[c]), static_cast<float>(f[c]));
            columns[c] = Pair::both(columns[c], Pair::both(upper, lower));
        }
    }
    for (; r < rows; ++r) {
        const T* a = from + static_cast<std::size_t>(r) * stride;
        int c = 0;
        for (; c + lanes <= cols; c += lanes)
            hn::Store(Pair::both(d, hn::Load(d, columns + c), load_floats(d, a + c)), d, columns + c);
        for (; c < cols; ++c) columns[c] = Pair::both(columns[c], static_cast<float>(a[c]));
    }
}

/// columns[i] = columns[2 i] merged with columns[2 i + 1], for i below `count`, in place.
template <class Pair>
void join_pairs(float* columns, int count) {
    const FloatTag d;
    const int lanes = static_cast<int>(hn::Lanes(d));
    hn::Vec<FloatTag> even, odd;
    for (int i = 0; i < count; i += lanes) {
        hn::LoadInterleaved2(d, columns + 2 * i, even, odd);
        hn::Store(Pair::both(d, even, odd), d, columns + i);
    }
}

/// Divides the sums of `blocks` blocks by their numbers of values; the last block may have fewer columns.
inline void divide_sums(float* sums, int blocks, int rows, int factor, int last_cols) {
    const FloatTag d;
    const float last = sums[blocks - 1] / static_cast<float>(rows * last_cols);
    const auto full = static_cast<float>(rows * factor);
    for (int i = 0; i < blocks; i += static_cast<int>(hn::Lanes(d)))
        hn::Store(hn::Div(hn::Load(d, sums + i), hn::Set(d, full)), d, sums + i);
    if (last_cols != factor) sums[blocks - 1] = last;
}

/// Computes one row of blocks from `rows` x `cols` values.
template <class Pair, class T>
void reduce_row(const T* from, std::size_t stride, int rows, int cols, int factor, float* out) {
    HWY_ALIGN_MAX float columns[kTileCols];
    for (int first = 0; first < cols; first += kTileCols, out += kTileCols / factor) {
        const int tile = std::min(kTileCols, cols - first);
        const int blocks = (tile + factor - 1) / factor;
        join_rows<Pair>(from + first, stride, rows, tile, columns);
        std::fill(columns + tile, columns + blocks * factor, 0.f);
        for (int half = factor / 2; half >= 1; half /= 2) join_pairs<Pair>(columns, blocks * half);
        if constexpr (std::is_same_v<Pair, SumValues>)
            divide_sums(columns, blocks, rows, factor, tile - (blocks - 1) * factor);
        std::copy_n(columns, blocks, out);
    }
}

template <class T>
void reduce_row_by(Reduction reduction, const T* from, std::size_t stride, int rows, int cols, int factor, float* out) {
    if (reduction == Reduction::mean)
        reduce_row<SumValues>(from, stride, rows, cols, factor, out);
    else if (reduction == Reduction::extreme)
        reduce_row<KeepExtreme>(from, stride, rows, cols, factor, out);
    else
        reduce_row<KeepLargest>(from, stride, rows, cols, factor, out);
}

void reduce_floats(Reduction reduction, const float* from, std::size_t stride, int rows, int cols, int factor,
                   float* out) {
    reduce_row_by(reduction, from, stride, rows, cols, factor, out);
}

void reduce_bytes(Reduction reduction, const std::uint8_t* from, std::size_t stride, int rows, int cols, int factor,
                  float* out) {
    reduce_row_by(reduction, from, stride, rows, cols, factor, out);
}

}  // namespace convscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convscope {

namespace {

HWY_EXPORT(reduce_floats);
HWY_EXPORT(reduce_bytes);

void reduce_row(Reduction reduction, const float* from, std::size_t stride, int rows, int cols, int factor,
                float* out) {
    HWY_DYNAMIC_DISPATCH(reduce_floats)(reduction, from, stride, rows, cols, factor, out);
}

void reduce_row(Reduction reduction, const std::uint8_t* from, std::size_t stride, int rows, int cols, int factor,
                float* out) {
    HWY_DYNAMIC_DISPATCH(reduce_bytes)(reduction, from, stride, rows, cols, factor, out);
}

template <class T>
void reduce_region(const T* values, std::size_t stride, PixelRect region, int factor, FloatImage& out,
                   Reduction reduction) {
    const T* corner = values + static_cast<std::size_t>(region.row) * stride + region.col;
    out.resize({(region.rows + factor - 1) / factor, (region.cols + factor - 1) / factor});
    // A task has a few ten thousand values: small enough to balance the cores, large enough to outweigh the overhead.
    const std::int64_t row_values = std::int64_t{std::max(region.cols, 1)} * factor;
    const int rows_at_once = static_cast<int>(std::max<std::int64_t>(1, (1 << 16) / row_values));
    parallel_for((out.rows() + rows_at_once - 1) / rows_at_once, [&](int task) {
        const int end = std::min((task + 1) * rows_at_once, out.rows());
        for (int r = task * rows_at_once; r < end; ++r) {
            const T* from = corner + static_cast<std::size_t>(r) * static_cast<std::size_t>(factor) * stride;
            const int rows = std::min(factor, region.rows - r * factor);
            reduce_row(reduction, from, stride, rows, region.cols, factor, out.row(r));
        }
    });
}

[[maybe_unused]] bool is_valid(Size size, PixelRect region, int factor) {
    return factor >= 1 && factor <= 64 && std::has_single_bit(static_cast<unsigned>(factor)) && region.row >= 0 &&
           region.col >= 0 && region.row % factor == 0 && region.col % factor == 0 && region.rows >= 0 &&
           region.cols >= 0 && region.row + region.rows <= size.rows && region.col + region.cols <= size.cols;
}

}  // namespace

void reduce(const Plane& plane, PixelRect region, int factor, FloatImage& out, Reduction reduction) {
    assert(is_valid(plane.size(), region, factor));
    const auto stride = static_cast<std::size_t>(plane.cols());
    if (plane.is_bytes()) {
        reduce_region(plane.bytes().data(), stride, region, factor, out, reduction);
    } else {
        reduce_region(plane.floats().data(), stride, region, factor, out, reduction);
    }
}

void reduce(const FloatImage& image, PixelRect region, int factor, FloatImage& out, Reduction reduction) {
    assert(is_valid(image.size(), region, factor));
    reduce_region(image.row(0), image.stride(), region, factor, out, reduction);
}

}  // namespace convscope
#endif  // HWY_ONCE
