#include "core/nn/plan/direct_convolution.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <utility>

// Highway compiles this file once per target.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/nn/plan/direct_convolution.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace convscope::nn::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

namespace {

using D = hn::ScalableTag<float>;
using V = hn::Vec<D>;

/// Pixels of one row that are computed together. Twelve sums, two weights and one input value fill the 16 registers
/// that AVX2 has, and are enough to hide the latency of a multiply-add.
constexpr int kMaxPixels = 6;
/// Kernels that leave room in a first-level cache of 32 kB for the rest.
constexpr std::size_t kSmallKernelBytes = 12 << 10;

/// Where a tile's values are.
struct Tile {
    const float* input;  ///< the first pixel's window
    const float* kernel;
    const float* bias;
    float* output;
    std::size_t filters;  ///< of this block that exist
};

/// Writes both vectors of one pixel.
HWY_INLINE void put(const Tile& tile, bool relu, V a, V b, float* to) {
    const D d;
    const std::size_t lanes = hn::Lanes(d);
    if (relu) {
        // In this order a NaN sum stays one.
        a = hn::Max(hn::Zero(d), a);
        b = hn::Max(hn::Zero(d), b);
    }
    if (tile.filters == 2 * lanes) {
        hn::StoreU(a, d, to);
        hn::StoreU(b, d, to + lanes);
        return;
    }
    HWY_ALIGN float whole[2 * HWY_MAX_BYTES / sizeof(float)];
    hn::Store(a, d, whole);
    hn::Store(b, d, whole + lanes);
    std::copy_n(whole, tile.filters, to);
}

template <int kPixels>
HWY_INLINE void convolve_tile(const DirectGeometry& g, const Tile& tile, bool relu) {
    const D d;
    const std::size_t lanes = hn::Lanes(d);
    const auto pixel_step = static_cast<std::size_t>(g.col_stride * g.channels);
    const auto row_step = static_cast<std::size_t>(g.in_cols * g.channels);
    const auto row_taps = static_cast<std::size_t>(g.kernel_cols * g.channels);
    const V bias_a = hn::LoadU(d, tile.bias), bias_b = hn::LoadU(d, tile.bias + lanes);
    V a0 = bias_a, a1 = bias_a, a2 = bias_a, a3 = bias_a, a4 = bias_a, a5 = bias_a;
    V b0 = bias_b, b1 = bias_b, b2 = bias_b, b3 = bias_b, b4 = bias_b, b5 = bias_b;
    const float* kernel = tile.kernel;
    for (std::int64_t row = 0; row < g.kernel_rows; ++row) {
        const float* x = tile.input + static_cast<std::size_t>(row) * row_step;
        for (std::size_t i = 0; i < row_taps; ++i, kernel += 2 * lanes) {
            const V ka = hn::LoadU(d, kernel), kb = hn::LoadU(d, kernel + lanes);
            // Named sums instead of an array: they must stay in registers.
            const auto add = [&](int pixel, V& a, V& b) HWY_ATTR {
                const V value = hn::Set(d, x[i + static_cast<std::size_t>(pixel) * pixel_step]);
                a = hn::MulAdd(value, ka, a);
                b = hn::MulAdd(value, kb, b);
            };
            add(0, a0, b0);
            if constexpr (kPixels > 1) add(1, a1, b1);
            if constexpr (kPixels > 2) add(2, a2, b2);
            if constexpr (kPixels > 3) add(3, a3, b3);
            if constexpr (kPixels > 4) add(4, a4, b4);
            if constexpr (kPixels > 5) add(5, a5, b5);
        }
    }
    const auto out_step = static_cast<std::size_t>(g.filters);
    put(tile, relu, a0, b0, tile.output);
    if constexpr (kPixels > 1) put(tile, relu, a1, b1, tile.output + out_step);
    if constexpr (kPixels > 2) put(tile, relu, a2, b2, tile.output + 2 * out_step);
    if constexpr (kPixels > 3) put(tile, relu, a3, b3, tile.output + 3 * out_step);
    if constexpr (kPixels > 4) put(tile, relu, a4, b4, tile.output + 4 * out_step);
    if constexpr (kPixels > 5) put(tile, relu, a5, b5, tile.output + 5 * out_step);
}

void convolve_tile(int pixels, const DirectGeometry& g, const Tile& tile, bool relu) {
    switch (pixels) {
        case 1:
            return convolve_tile<1>(g, tile, relu);
        case 2:
            return convolve_tile<2>(g, tile, relu);
        case 3:
            return convolve_tile<3>(g, tile, relu);
        case 4:
            return convolve_tile<4>(g, tile, relu);
        case 5:
            return convolve_tile<5>(g, tile, relu);
        default:
            return convolve_tile<6>(g, tile, relu);
    }
}

}  // namespace

std::int64_t filter_block() {
    return static_cast<std::int64_t>(2 * hn::Lanes(D()));
}

void convolve_rows(const DirectGeometry& g, const PackedKernel& packed, bool relu, const float* input,
                   std::int64_t first_row, std::int64_t last_row, float* output) {
    const std::int64_t block = packed.block();
    // Tiles of nearly equal width: 11 columns are 6 + 5, 26 are 6 + 5 + 5 + 5 + 5.
    const std::int64_t tiles = (g.out_cols + kMaxPixels - 1) / kMaxPixels;
    const auto convolve_row = [&](std::int64_t row, std::int64_t filter) {
        for (std::int64_t t = 0; t < tiles; ++t) {
            const std::int64_t col = t * g.out_cols / tiles;
            const std::int64_t end = (t + 1) * g.out_cols / tiles;
            const float* const from = input + (row * g.row_stride * g.in_cols + col * g.col_stride) * g.channels;
            float* const to = output + (row * g.out_cols + col) * g.filters + filter;
            const Tile tile{from, packed.kernel(filter), packed.bias(filter), to,
                            static_cast<std::size_t>(std::min(block, g.filters - filter))};
            convolve_tile(static_cast<int>(end - col), g, tile, relu);
        }
    };
    // What is larger stays in the first cache: the output's row, or the kernels of a block.
    if (packed.bytes() <= kSmallKernelBytes) {
        for (std::int64_t row = first_row; row < last_row; ++row)
            for (std::int64_t filter = 0; filter < g.filters; filter += block) convolve_row(row, filter);
    } else {
        for (std::int64_t filter = 0; filter < g.filters; filter += block)
            for (std::int64_t row = first_row; row < last_row; ++row) convolve_row(row, filter);
    }
}

}  // namespace convscope::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace convscope::nn {

HWY_EXPORT(filter_block);
HWY_EXPORT(convolve_rows);

void PackedKernel::pack(const DirectGeometry& g, std::span<const float> kernel, std::span<const float> bias) {
    block_ = HWY_DYNAMIC_DISPATCH(filter_block)();
    taps_ = g.kernel_rows * g.kernel_cols * g.channels;
    assert(std::ssize(kernel) == taps_ * g.filters);
    const std::int64_t blocks = (g.filters + block_ - 1) / block_;
    // Assigned anew, so that the filters that only fill the last block are 0.
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

void direct_convolution(const DirectGeometry& geometry, const PackedKernel& packed, bool relu, const float* input,
                        std::int64_t first_row, std::int64_t last_row, float* output) {
    HWY_DYNAMIC_DISPATCH(convolve_rows)(geometry, packed, relu, input, first_row, last_row, output);
}

}  // namespace convscope::nn

#endif  // HWY_ONCE
