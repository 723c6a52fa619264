#include "core/nn/plan/kernels/direct_convolution.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <utility>

#include "core/nn/plan/kernels/parallel_ranges.h"

// Highway compiles this file once per instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/nn/plan/kernels/direct_convolution.cpp"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/cache_control.h>
#include <hwy/highway.h>

#include "core/nn/plan/kernels/vectors.h"

HWY_BEFORE_NAMESPACE();
namespace convscope::nn::HWY_NAMESPACE {

namespace {

using D = hn::ScalableTag<float>;
using V = hn::Vec<D>;

/// The largest number of pixels of one row that are computed together. Two vectors of sums per pixel, two of weights
/// and one of inputs fill the registers (16 in AVX2, 32 in AVX-512) and hide the latency of a multiply-add.
constexpr int kMaxPixels = HWY_TARGET <= HWY_AVX3 ? 12 : 6;
/// A kernel of this size leaves room for the other arrays in an L1 cache of 32 kB.
constexpr std::int64_t kMaxSmallKernel = (12 << 10) / sizeof(float);
/// The distance between a write and the later write that is prefetched: two pages of 4 kB. The CPU prefetches reads
/// itself, but hardly these writes. Without these prefetches the course model's first convolution takes 16 us per image
/// instead of 8, in batches larger than the caches.
constexpr std::size_t kWriteAhead = (8 << 10) / sizeof(float);

/// The arrays of one tile: neighbouring output pixels of a row, for one block of filters.
struct Tile {
    const float* input;  ///< the first pixel's window
    const float* kernel;
    const float* bias;
    float* output;
    std::size_t filters;  ///< filters of this tile: a whole block, or fewer in the last block
};

/// Writes the vectors of one pixel and prefetches the memory of later writes.
template <int kVectors>
HWY_INLINE void store_pixel(const Tile& tile, const ValueLimits& limits, V a, V b, float* to) {
    const D d;
    const std::size_t lanes = hn::Lanes(d);
    a = limited(d, limits, a);
    b = limited(d, limits, b);
    hwy::Prefetch(to + kWriteAhead);
    if constexpr (kVectors == 2) hwy::Prefetch(to + kWriteAhead + lanes);
    if (tile.filters == kVectors * lanes) {
        hn::StoreU(a, d, to);
        if constexpr (kVectors == 2) hn::StoreU(b, d, to + lanes);
        return;
    }
    HWY_ALIGN float whole[2 * HWY_MAX_BYTES / sizeof(float)];
    hn::Store(a, d, whole);
    hn::Store(b, d, whole + lanes);
    std::copy_n(whole, tile.filters, to);
}

/// Writes the vectors of one pixel of a matrix product: nothing is limited, and the result stays in the cache.
HWY_INLINE void store_product(V a, V b, float* to) {
    const D d;
    hn::Store(a, d, to);
    hn::Store(b, d, to + hn::Lanes(d));
}

/// The sums of neighbouring pixels, one or two vectors of filters per pixel; a block of few filters leaves `b` alone.
/// Nested structs instead of an array keep them in registers.
template <int kPixels, int kVectors>
struct Sums {
    Sums<kPixels - 1, kVectors> earlier_pixels;
    V a, b;

    HWY_INLINE void start(V bias_a, V bias_b) {
        earlier_pixels.start(bias_a, bias_b);
        a = bias_a;
        b = bias_b;
    }
    /// Adds the products of one tap; `x` is the first pixel's value.
    HWY_INLINE void add(const float* x, std::size_t pixel_step, V weight_a, V weight_b) {
        earlier_pixels.add(x, pixel_step, weight_a, weight_b);
        const V value = hn::Set(D(), x[(kPixels - 1) * pixel_step]);
        a = hn::MulAdd(value, weight_a, a);
        if constexpr (kVectors == 2) b = hn::MulAdd(value, weight_b, b);
    }
    HWY_INLINE void finish(const Tile& tile, std::size_t out_step, const ValueLimits& limits) const {
        earlier_pixels.finish(tile, out_step, limits);
        store_pixel<kVectors>(tile, limits, a, b, tile.output + (kPixels - 1) * out_step);
    }
    HWY_INLINE void store_products(float* to) const {
        earlier_pixels.store_products(to);
        store_product(a, b, to + (kPixels - 1) * 2 * hn::Lanes(D()));
    }
};

template <int kVectors>
struct Sums<0, kVectors> {
    HWY_INLINE void start(V /*bias_a*/, V /*bias_b*/) {}
    HWY_INLINE void add(const float* /*x*/, std::size_t /*pixel_step*/, V /*weight_a*/, V /*weight_b*/) {}
    HWY_INLINE void finish(const Tile& /*tile*/, std::size_t /*out_step*/, const ValueLimits& /*limits*/) const {}
    HWY_INLINE void store_products(float* /*to*/) const {}
};

template <int kPixels, int kVectors>
void convolve_pixels(const DirectGeometry& g, const Tile& tile, const ValueLimits& limits) {
    const D d;
    const std::size_t lanes = hn::Lanes(d);
    const auto pixel_step = static_cast<std::size_t>(g.col_stride * g.channels);
    const auto row_step = static_cast<std::size_t>(g.in_cols * g.channels);
    const auto row_taps = static_cast<std::size_t>(g.kernel_cols * g.channels);
    Sums<kPixels, kVectors> sums;
    sums.start(hn::LoadU(d, tile.bias), hn::LoadU(d, tile.bias + lanes));
    const float* kernel = tile.kernel;
    for (std::int64_t row = 0; row < g.kernel_rows; ++row) {
        const float* x = tile.input + static_cast<std::size_t>(row) * row_step;
        for (std::size_t i = 0; i < row_taps; ++i, kernel += 2 * lanes)
            sums.add(x + i, pixel_step, hn::LoadU(d, kernel), hn::LoadU(d, kernel + lanes));
    }
    sums.finish(tile, static_cast<std::size_t>(g.filters), limits);
}

/// kPixels rows of `channels` values times a block of filters.
template <int kPixels>
void multiply_tile(const float* kernel, std::size_t channels, const float* from, float* to) {
    const D d;
    const std::size_t lanes = hn::Lanes(d);
    Sums<kPixels, 2> sums;
    sums.start(hn::Zero(d), hn::Zero(d));
    for (std::size_t i = 0; i < channels; ++i, kernel += 2 * lanes)
        sums.add(from + i, channels, hn::Load(d, kernel), hn::Load(d, kernel + lanes));
    sums.store_products(to);
}

using TileFunction = void (*)(const DirectGeometry&, const Tile&, const ValueLimits&);

/// One function per width of a tile: 1, 2, ... kMaxPixels.
template <int kVectors, int... kIndex>
constexpr std::array<TileFunction, kMaxPixels> tile_functions(std::integer_sequence<int, kIndex...> /*widths*/) {
    return {convolve_pixels<kIndex + 1, kVectors>...};
}
constexpr auto kWidths = std::make_integer_sequence<int, kMaxPixels>();
/// For blocks of at most one vector of filters, and for larger ones.
constexpr auto kNarrowTileFunctions = tile_functions<1>(kWidths);
constexpr auto kTileFunctions = tile_functions<2>(kWidths);

using ProductFunction = void (*)(const float*, std::size_t, const float*, float*);

template <int... kIndex>
constexpr std::array<ProductFunction, kMaxPixels> product_functions(std::integer_sequence<int, kIndex...> /*widths*/) {
    return {multiply_tile<kIndex + 1>...};
}
constexpr auto kProductFunctions = product_functions(kWidths);

}  // namespace

std::int64_t filter_block() {
    return static_cast<std::int64_t>(2 * hn::Lanes(D()));
}

void multiply_pixels(const float* kernel, std::int64_t channels, const float* from, std::int64_t pixels, float* to) {
    const std::int64_t block = filter_block();
    const std::int64_t tiles = (pixels + kMaxPixels - 1) / kMaxPixels;
    const std::int64_t narrow = pixels / tiles, wider_tiles = pixels % tiles;
    for (std::int64_t t = 0; t < tiles; ++t) {
        const std::int64_t width = t < wider_tiles ? narrow + 1 : narrow;
        kProductFunctions[static_cast<std::size_t>(width - 1)](kernel, static_cast<std::size_t>(channels), from, to);
        from += width * channels;
        to += width * block;
    }
}

void convolve_part(const DirectGeometry& g, const PackedKernel& packed, const ValueLimits& limits, const float* input,
                   const DirectGeometry::Part& part, float* output) {
    if (const std::int64_t rows = part.last_row - part.first_row; g.is_pointwise() && rows > 1) {
        // Treat all rows as one long row: the rows of small maps, for instance of 7 columns, would make tiles that are
        // too narrow.
        DirectGeometry line = g;
        line.out_rows = 1;
        line.in_cols = line.out_cols = rows * g.out_cols;
        const std::int64_t pixel = part.first_row * g.out_cols;
        return convolve_part(line, packed, limits, input + pixel * g.channels,
                             {0, 1, part.first_filter, part.last_filter}, output + pixel * g.filters);
    }
    const std::int64_t block = packed.block();
    const std::size_t lanes = hn::Lanes(D());
    // Tiles of nearly equal width: with at most 6 pixels, 26 columns are 6 + 5 + 5 + 5 + 5.
    const std::int64_t tiles = (g.out_cols + kMaxPixels - 1) / kMaxPixels;
    const std::int64_t narrow = g.out_cols / tiles, wider_tiles = g.out_cols % tiles;
    const auto convolve_row = [&](std::int64_t row, std::int64_t first_filter, std::int64_t last_filter) {
        std::int64_t col = 0;
        for (std::int64_t t = 0; t < tiles; ++t) {
            const std::int64_t pixels = t < wider_tiles ? narrow + 1 : narrow;
            const float* const from = input + (row * g.row_stride * g.in_cols + col * g.col_stride) * g.channels;
            float* const to = output + (row * g.out_cols + col) * g.filters;
            for (std::int64_t filter = first_filter; filter < last_filter; filter += block) {
                const Tile tile{from, packed.kernel(filter), packed.bias(filter), to + filter,
                                static_cast<std::size_t>(std::min(block, g.filters - filter))};
                const auto& functions = tile.filters <= lanes ? kNarrowTileFunctions : kTileFunctions;
                functions[static_cast<std::size_t>(pixels - 1)](g, tile, limits);
            }
            col += pixels;
        }
    };
    // Loop order keeps the larger of (output row, filter block) in L1.
    const std::int64_t filters_per_pass = packed.size() <= kMaxSmallKernel ? g.filters : block;
    for (std::int64_t filter = part.first_filter; filter < part.last_filter; filter += filters_per_pass)
        for (std::int64_t row = part.first_row; row < part.last_row; ++row)
            convolve_row(row, filter, std::min(filter + filters_per_pass, part.last_filter));
}

}  // namespace convscope::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace convscope::nn {

HWY_EXPORT(filter_block);
HWY_EXPORT(convolve_part);
HWY_EXPORT(multiply_pixels);

std::int64_t filter_block_size() {
    return HWY_DYNAMIC_DISPATCH(filter_block)();
}

void multiply_block(const float* kernel, std::int64_t channels, const float* from, std::int64_t pixels, float* to) {
    HWY_DYNAMIC_DISPATCH(multiply_pixels)(kernel, channels, from, pixels, to);
}

void PackedKernel::pack(const DirectGeometry& g, std::span<const float> kernel, std::span<const float> bias) {
    block_ = filter_block_size();
    taps_ = g.taps();
    assert(std::ssize(kernel) == taps_ * g.filters);
    const std::int64_t blocks = (g.filters + block_ - 1) / block_;
    // Fill with 0 first: the filters that pad the last block must be 0.
    kernel_.assign(static_cast<std::size_t>(blocks * block_ * taps_), 0);
    bias_.assign(static_cast<std::size_t>(blocks * block_), 0);
    std::ranges::copy(bias, bias_.begin());
    for (std::int64_t filter = 0; filter < g.filters; filter += block_) {
        const std::int64_t count = std::min(block_, g.filters - filter);
        float* to = &kernel_[static_cast<std::size_t>(filter * taps_)];
        for (std::int64_t tap = 0; tap < taps_; ++tap, to += block_)
            std::copy_n(&kernel[static_cast<std::size_t>(tap * g.filters + filter)], count, to);
    }
}

void direct_convolution(const DirectGeometry& g, const PackedKernel& packed, const ValueLimits& limits,
                        const float* input, float* output, bool all_cores, const ValuesDone& done) {
    const auto convolve = [&](const DirectGeometry::Part& part) {
        HWY_DYNAMIC_DISPATCH(convolve_part)(g, packed, limits, input, part, output);
    };
    const auto finish = [&](std::int64_t first, std::int64_t last) {
        const std::int64_t row = g.out_cols * g.filters;
        if (done) done(output + first * row, static_cast<std::size_t>((last - first) * row));
    };
    const bool large = all_cores && g.multiply_adds() > kFewMultiplyAdds;
    // A part of the rows reads the whole kernel, a part of the filters the whole input. Divide the output so that every
    // part reads the smaller of the two.
    if (packed.size() < g.out_rows * g.row_stride * g.in_cols * g.channels)
        return parallel_ranges(large, g.out_rows, [&](std::int64_t first, std::int64_t last) {
            convolve({first, last, 0, g.filters});
            finish(first, last);
        });
    const std::int64_t block = packed.block();
    parallel_ranges(large, (g.filters + block - 1) / block, [&](std::int64_t first, std::int64_t last) {
        convolve({0, g.out_rows, first * block, std::min(last * block, g.filters)});
    });
    parallel_ranges(large && done, g.out_rows, finish);
}

}  // namespace convscope::nn

#endif  // HWY_ONCE
