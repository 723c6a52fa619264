#include "core/nn/plan/kernels/winograd_convolution.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>

#include "core/nn/plan/kernels/parallel_ranges.h"

// Highway compiles this file once per instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/nn/plan/kernels/winograd_convolution.cpp"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/highway.h>

#include "core/nn/plan/kernels/vectors.h"

#ifndef CONVSCOPE_NN_WINOGRAD_LIMITS
#define CONVSCOPE_NN_WINOGRAD_LIMITS
namespace convscope::nn {

/// The tiles whose products are computed together: a multiple of the widest run of pixels of the matrix product.
inline constexpr std::int64_t kMaxTiles = 48;
/// The floats of transformed input that a core keeps while it computes all filters of some tiles: 384 kB.
inline constexpr std::int64_t kMaxTransformed = 96 << 10;
/// The largest block of filters: two vectors of AVX-512. HWY_MAX_BYTES differs between instruction sets.
inline constexpr std::int64_t kMaxBlock = 32;

}  // namespace convscope::nn
#endif

HWY_BEFORE_NAMESPACE();
namespace convscope::nn::HWY_NAMESPACE {

namespace {

constexpr std::size_t kSide = 4;  ///< rows and columns of a tile's input
constexpr std::size_t kPositions = WinogradKernel::kPositions;

template <class V>
struct Four {
    V a, b, c, e;
};

/// B^T x for one column of the tile.
template <class V>
HWY_INLINE Four<V> input_column(V a, V b, V c, V e) {
    return {hn::Sub(a, c), hn::Add(b, c), hn::Sub(c, b), hn::Sub(b, e)};
}

/// The input pixels of a tile, row by row; `zeros` outside the image.
HWY_INLINE void find_pixels(const WinogradGeometry& g, const float* image, const float* zeros, std::int64_t tile,
                            std::array<const float*, kPositions>& pixels) {
    const std::int64_t row = 2 * (tile / g.tile_cols()) - g.axes.rows.before;
    const std::int64_t col = 2 * (tile % g.tile_cols()) - g.axes.cols.before;
    for (std::size_t i = 0; i < kPositions; ++i) {
        const std::int64_t r = row + static_cast<std::int64_t>(i / kSide);
        const std::int64_t c = col + static_cast<std::int64_t>(i % kSide);
        const bool inside = g.axes.rows.inside(r) && g.axes.cols.inside(c);
        pixels[i] = inside ? image + (r * g.axes.cols.input + c) * g.channels : zeros;
    }
}

}  // namespace

/// Transforms the inputs of tiles first..last-1. `to` is 16 positions, `step` floats apart, x tiles x channels.
void transform_tiles(const WinogradGeometry& g, const float* image, const float* zeros, std::int64_t first,
                     std::int64_t last, std::size_t step, float* to) {
    const auto channels = static_cast<std::size_t>(g.channels);
    std::array<const float*, kPositions> p{};
    for (std::int64_t tile = first; tile < last; ++tile, to += channels) {
        find_pixels(g, image, zeros, tile, p);
        for_vectors(channels, [&](auto d, std::size_t i) HWY_ATTR {
            const auto column = [&](std::size_t col) HWY_ATTR {
                return input_column(hn::LoadU(d, p[col] + i), hn::LoadU(d, p[kSide + col] + i),
                                    hn::LoadU(d, p[2 * kSide + col] + i), hn::LoadU(d, p[3 * kSide + col] + i));
            };
            const auto w = column(0), x = column(1), y = column(2), z = column(3);
            const auto store_row = [&](std::size_t row, auto a, auto b, auto c, auto e) HWY_ATTR {
                const auto out = input_column(a, b, c, e);
                float* const at = to + row * kSide * step + i;
                hn::StoreU(out.a, d, at);
                hn::StoreU(out.b, d, at + step);
                hn::StoreU(out.c, d, at + 2 * step);
                hn::StoreU(out.e, d, at + 3 * step);
            };
            store_row(0, w.a, x.a, y.a, z.a);
            store_row(1, w.b, x.b, y.b, z.b);
            store_row(2, w.c, x.c, y.c, z.c);
            store_row(3, w.e, x.e, y.e, z.e);
        });
    }
}

/// Transforms the kernels of `count` filters: `kernel` points at the first one's first tap. `to` is 16 positions x
/// channels x block.
void transform_kernels(const WinogradGeometry& g, const float* kernel, std::size_t count, std::size_t block,
                       float* to) {
    const auto channels = static_cast<std::size_t>(g.channels), filters = static_cast<std::size_t>(g.filters);
    const std::size_t tap = channels * filters, step = channels * block;
    for (std::size_t channel = 0; channel < channels; ++channel, kernel += filters, to += block)
        for_vectors(count, [&](auto d, std::size_t i) HWY_ATTR {
            const auto half = hn::Set(d, 0.5F);
            const auto column = [&](auto a, auto b, auto c) HWY_ATTR {
                const auto outer = hn::Add(a, c);
                return Four<decltype(a)>{a, hn::Mul(half, hn::Add(outer, b)), hn::Mul(half, hn::Sub(outer, b)), c};
            };
            const auto load_column = [&](std::size_t col) HWY_ATTR {
                const float* const at = kernel + col * tap + i;
                return column(hn::LoadU(d, at), hn::LoadU(d, at + 3 * tap), hn::LoadU(d, at + 6 * tap));
            };
            const auto x = load_column(0), y = load_column(1), z = load_column(2);
            const auto store_row = [&](std::size_t row, auto a, auto b, auto c) HWY_ATTR {
                const auto out = column(a, b, c);
                float* const at = to + row * kSide * step + i;
                hn::StoreU(out.a, d, at);
                hn::StoreU(out.b, d, at + step);
                hn::StoreU(out.c, d, at + 2 * step);
                hn::StoreU(out.e, d, at + 3 * step);
            };
            store_row(0, x.a, y.a, z.a);
            store_row(1, x.b, y.b, z.b);
            store_row(2, x.c, y.c, z.c);
            store_row(3, x.e, y.e, z.e);
        });
}

namespace {

/// The places of a tile's four outputs, null outside the image; `count` filters each.
struct TileOutput {
    std::array<float*, 4> pixels{};
    std::size_t count = 0;
};

using D = hn::ScalableTag<float>;
using V = hn::Vec<D>;

/// Writes one vector of an output pixel; fewer than a vector of filters in the last block.
HWY_INLINE void store_filters(V value, std::size_t count, float* to) {
    const D d;
    if (count >= hn::Lanes(d)) return hn::StoreU(value, d, to);
    HWY_ALIGN float whole[HWY_MAX_BYTES / sizeof(float)];
    hn::Store(value, d, whole);
    std::copy_n(whole, count, to);
}

/// Transforms the products of one tile into its outputs. Adds 0 * output to `check`, which becomes NaN unless all
/// outputs are finite.
HWY_INLINE void finish_tile(const float* products, std::size_t step, const float* bias, const ValueLimits& limits,
                            const TileOutput& out, V& check) {
    const D d;
    for (std::size_t i = 0; i < out.count; i += hn::Lanes(d)) {
        const auto load = [&](std::size_t position) HWY_ATTR { return hn::LoadU(d, products + position * step + i); };
        // A^T m for one column.
        const auto upper = [&](std::size_t col) HWY_ATTR {
            return hn::Add(hn::Add(load(col), load(kSide + col)), load(2 * kSide + col));
        };
        const auto lower = [&](std::size_t col) HWY_ATTR {
            return hn::Sub(hn::Sub(load(kSide + col), load(2 * kSide + col)), load(3 * kSide + col));
        };
        const V offset = hn::LoadU(d, bias + i);
        const auto put = [&](std::size_t row, V a, V b, V c, V e) HWY_ATTR {
            const V left = hn::Add(hn::Add(hn::Add(a, b), c), offset);
            const V right = hn::Add(hn::Sub(hn::Sub(b, c), e), offset);
            check = hn::MulAdd(hn::Add(left, right), hn::Zero(d), check);
            if (out.pixels[2 * row] != nullptr)
                store_filters(limited(d, limits, left), out.count - i, out.pixels[2 * row] + i);
            if (out.pixels[2 * row + 1] != nullptr)
                store_filters(limited(d, limits, right), out.count - i, out.pixels[2 * row + 1] + i);
        };
        put(0, upper(0), upper(1), upper(2), upper(3));
        put(1, lower(0), lower(1), lower(2), lower(3));
    }
}

}  // namespace

/// Transforms the products of tiles first..last-1 into outputs. `products` is 16 positions, `step` floats apart, x
/// tiles x block. Returns false if an output is not finite.
bool finish_tiles(const WinogradGeometry& g, const WinogradKernel& kernel, const ValueLimits& limits,
                  std::int64_t block, std::int64_t first, std::int64_t last, std::size_t step, const float* products,
                  float* output) {
    const std::int64_t filter = block * kernel.block();
    TileOutput out;
    out.count = static_cast<std::size_t>(std::min(kernel.block(), g.filters - filter));
    V check = hn::Zero(D());
    for (std::int64_t tile = first; tile < last; ++tile, products += kernel.block()) {
        const std::int64_t row = 2 * (tile / g.tile_cols()), col = 2 * (tile % g.tile_cols());
        float* const corner = output + (row * g.axes.cols.output + col) * g.filters + filter;
        const bool has_right = col + 1 < g.axes.cols.output, has_lower = row + 1 < g.axes.rows.output;
        float* const below = corner + g.axes.cols.output * g.filters;
        out.pixels = {corner, has_right ? corner + g.filters : nullptr, has_lower ? below : nullptr,
                      has_lower && has_right ? below + g.filters : nullptr};
        finish_tile(products, step, kernel.bias(block), limits, out, check);
    }
    return hn::AllFalse(D(), hn::IsNaN(check));
}

}  // namespace convscope::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace convscope::nn {

HWY_EXPORT(transform_tiles);
HWY_EXPORT(transform_kernels);
HWY_EXPORT(finish_tiles);

namespace {

/// A range of tiles, numbered row by row.
struct TileRange {
    std::int64_t first = 0, last = 0;
    std::int64_t count() const { return last - first; }
};

/// The distance between two positions of the transformed input. One cache line more than the values need: at a
/// multiple of 4 kB all positions would share the same few places of the caches.
std::size_t position_step(const WinogradGeometry& g, std::int64_t tiles) {
    constexpr std::int64_t kLine = 16;
    return static_cast<std::size_t>((tiles * g.channels + kLine - 1) / kLine * kLine + kLine);
}

class WinogradRun {
  public:
    WinogradRun(const WinogradGeometry& geometry, const WinogradKernel& kernel, const ValueLimits& limits,
                const float* input, float* output)
        : g_(geometry), kernel_(kernel), limits_(limits), input_(input), output_(output) {}

    void transform(TileRange tiles, std::size_t step, float* to) const {
        HWY_DYNAMIC_DISPATCH(transform_tiles)(g_, input_, kernel_.zeros(), tiles.first, tiles.last, step, to);
    }

    /// Computes a block of filters for these tiles from their transformed input.
    void compute(std::int64_t block, TileRange tiles, std::size_t step, const float* transformed) {
        alignas(64) std::array<float, WinogradKernel::kPositions * kMaxTiles * kMaxBlock> products;
        for (std::int64_t first = tiles.first; first < tiles.last; first += kMaxTiles) {
            const TileRange some{first, std::min(first + kMaxTiles, tiles.last)};
            const std::int64_t product_step = some.count() * kernel_.block();
            const float* const from = transformed + (first - tiles.first) * g_.channels;
            for (std::int64_t position = 0; position < WinogradKernel::kPositions; ++position)
                multiply_block(kernel_.matrix(block, position), g_.channels,
                               from + static_cast<std::size_t>(position) * step, some.count(),
                               products.data() + position * product_step);
            if (!HWY_DYNAMIC_DISPATCH(finish_tiles)(g_, kernel_, limits_, block, some.first, some.last,
                                                    static_cast<std::size_t>(product_step), products.data(), output_))
                finite_ = false;
        }
    }

    /// Computes all filters for these tiles.
    void compute_all(TileRange tiles) {
        alignas(64) std::array<float, kMaxTransformed> transformed;
        const std::int64_t room = (kMaxTransformed / WinogradKernel::kPositions - 32) / g_.channels;
        const std::int64_t most = room > kMaxTiles ? room / kMaxTiles * kMaxTiles : room;
        for (std::int64_t first = tiles.first; first < tiles.last; first += most) {
            const TileRange some{first, std::min(first + most, tiles.last)};
            const std::size_t step = position_step(g_, some.count());
            transform(some, step, transformed.data());
            for (std::int64_t block = 0; block < kernel_.blocks(); ++block)
                compute(block, some, step, transformed.data());
        }
    }

    bool finite() const { return finite_; }

  private:
    const WinogradGeometry& g_;
    const WinogradKernel& kernel_;
    const ValueLimits& limits_;
    const float* input_;
    float* output_;
    std::atomic<bool> finite_{true};
};

}  // namespace

std::int64_t WinogradGeometry::scratch_floats() const {
    if (!divides_filters()) return 0;
    return WinogradKernel::kPositions * static_cast<std::int64_t>(position_step(*this, tiles()));
}

bool suits_winograd(const WinogradGeometry& g) {
    constexpr std::int64_t kMinChannels = 16, kMinFilters = 32, kMaxRowChannels = 256, kFewTiles = 32;
    if (g.channels < kMinChannels || g.filters < kMinFilters) return false;
    if (!g.divides_filters() && g.channels > kMaxRowChannels) return false;
    // With few tiles the time goes into reading the kernels, which are 16 / 9 as large as before.
    constexpr std::int64_t kMaxKernels = 256 * 256;
    if (g.tiles() < kFewTiles && g.channels * g.filters > kMaxKernels) return false;
    // A tile at an odd edge is computed whole.
    const std::int64_t outputs = g.axes.rows.output * g.axes.cols.output;
    constexpr double kWorthwhile = 0.75;
    return static_cast<double>(WinogradKernel::kPositions * g.tiles()) <=
           kWorthwhile * 9 * static_cast<double>(outputs);
}

void WinogradKernel::load(const WinogradGeometry& g, std::span<const float> kernel, std::span<const float> bias) {
    channels_ = g.channels;
    block_ = filter_block_size();
    const std::int64_t blocks = (g.filters + block_ - 1) / block_;
    // The filters that pad the last block must be 0.
    kernel_.resize(static_cast<std::size_t>(blocks * kPositions * channels_ * block_));
    bias_.assign(static_cast<std::size_t>(blocks * block_), 0);
    zeros_.assign(static_cast<std::size_t>(channels_), 0);
    std::ranges::copy(bias, bias_.begin());
    for (std::int64_t i = 0; i < blocks; ++i) {
        const std::int64_t filter = i * block_, count = std::min(block_, g.filters - filter);
        HWY_DYNAMIC_DISPATCH(transform_kernels)
        (g, kernel.data() + filter, static_cast<std::size_t>(count), static_cast<std::size_t>(block_),
         &kernel_[static_cast<std::size_t>(i * kPositions * channels_ * block_)]);
    }
}

bool winograd_convolution(const WinogradGeometry& g, const WinogradKernel& kernel, const ValueLimits& limits,
                          const float* input, float* output, bool all_cores, float* scratch, const ValuesDone& done) {
    WinogradRun run(g, kernel, limits, input, output);
    const std::int64_t row = g.axes.cols.output * g.filters;
    const auto finish = [&](std::int64_t first, std::int64_t last) {
        const std::int64_t end = std::min(2 * last, g.axes.rows.output);
        if (done) done(output + 2 * first * row, static_cast<std::size_t>((end - 2 * first) * row));
    };
    const bool large = all_cores && g.tiles() * g.channels * g.filters * WinogradKernel::kPositions > kFewMultiplyAdds;
    if (!g.divides_filters()) {
        parallel_ranges(large, g.tile_rows(), [&](std::int64_t first, std::int64_t last) {
            run.compute_all({first * g.tile_cols(), last * g.tile_cols()});
            if (run.finite()) finish(first, last);
        });
        return run.finite();
    }
    const std::size_t step = position_step(g, g.tiles());
    parallel_ranges(large && g.tiles() * g.channels > kFewValues / 4, g.tile_rows(),
                    [&](std::int64_t first, std::int64_t last) {
                        const TileRange tiles{first * g.tile_cols(), last * g.tile_cols()};
                        run.transform(tiles, step, scratch + tiles.first * g.channels);
                    });
    parallel_ranges(large, kernel.blocks(), [&](std::int64_t first, std::int64_t last) {
        for (std::int64_t block = first; block < last; ++block) run.compute(block, {0, g.tiles()}, step, scratch);
    });
    if (run.finite() && done) parallel_ranges(large, g.tile_rows(), finish);
    return run.finite();
}

}  // namespace convscope::nn

#endif  // HWY_ONCE
