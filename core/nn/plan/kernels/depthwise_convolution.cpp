#include "core/nn/plan/kernels/depthwise_convolution.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "core/nn/plan/kernels/inner_taps.h"

// Highway compiles this file once per instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/nn/plan/kernels/depthwise_convolution.cpp"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/highway.h>

#include "core/nn/plan/kernels/vectors.h"

HWY_BEFORE_NAMESPACE();
namespace convscope::nn::HWY_NAMESPACE {

namespace {

/// The largest number of pixels in a run. Eight sums hide the latency of a multiply-add and leave registers for the
/// weight and the inputs.
constexpr int kMaxRunPixels = 8;

/// Neighbouring output pixels of a row whose windows have the same taps inside the image. The steps are distances
/// between values.
struct DepthwiseRun {
    const float* input;   ///< the first tap of the first pixel
    const float* kernel;  ///< the weights of that tap
    const float* bias;
    float* output;
    std::int64_t tap_rows, tap_cols;
    std::size_t input_row, input_tap, input_pixel;  ///< to the next row of taps, tap in a row, and pixel
    std::size_t kernel_row;
    std::size_t channels;
};

/// The sums of neighbouring pixels, a vector of channels each. Nested structs instead of an array keep them in
/// registers.
template <int kPixels, class D>
struct RunSums {
    RunSums<kPixels - 1, D> earlier_pixels;
    hn::Vec<D> sum;

    HWY_INLINE void start(hn::Vec<D> bias) {
        earlier_pixels.start(bias);
        sum = bias;
    }
    HWY_INLINE void add(const float* x, std::size_t pixel_step, hn::Vec<D> weight) {
        earlier_pixels.add(x, pixel_step, weight);
        sum = hn::MulAdd(hn::LoadU(D(), x + (kPixels - 1) * pixel_step), weight, sum);
    }
    HWY_INLINE void store(float* to, std::size_t pixel_step, const ValueLimits& limits) const {
        earlier_pixels.store(to, pixel_step, limits);
        hn::StoreU(limited(D(), limits, sum), D(), to + (kPixels - 1) * pixel_step);
    }
};

template <class D>
struct RunSums<0, D> {
    HWY_INLINE void start(hn::Vec<D> /*bias*/) {}
    HWY_INLINE void add(const float* /*x*/, std::size_t /*pixel_step*/, hn::Vec<D> /*weight*/) {}
    HWY_INLINE void store(float* /*to*/, std::size_t /*pixel_step*/, const ValueLimits& /*limits*/) const {}
};

template <int kPixels>
void convolve_run(const DepthwiseRun& run, const ValueLimits& limits) {
    for_vectors(run.channels, [&](auto d, std::size_t i) HWY_ATTR {
        RunSums<kPixels, decltype(d)> sums;
        sums.start(run.bias == nullptr ? hn::Zero(d) : hn::LoadU(d, run.bias + i));
        const float *x_row = run.input + i, *weight_row = run.kernel + i;
        for (std::int64_t row = 0; row < run.tap_rows; ++row, x_row += run.input_row, weight_row += run.kernel_row) {
            const float *x = x_row, *weight = weight_row;
            for (std::int64_t col = 0; col < run.tap_cols; ++col, x += run.input_tap, weight += run.channels)
                sums.add(x, run.input_pixel, hn::LoadU(d, weight));
        }
        sums.store(run.output + i, run.channels, limits);
    });
}

using RunFunction = void (*)(const DepthwiseRun&, const ValueLimits&);

/// One function per number of pixels: 1, 2, ... kMaxRunPixels.
template <int... kIndex>
constexpr std::array<RunFunction, kMaxRunPixels> run_functions(std::integer_sequence<int, kIndex...> /*pixels*/) {
    return {convolve_run<kIndex + 1>...};
}
constexpr auto kRunFunctions = run_functions(std::make_integer_sequence<int, kMaxRunPixels>());

}  // namespace

void depthwise_rows(const WindowRows& part, const DepthwiseFilters& filters, const float* input, float* output) {
    const WindowAxis &row_axis = part.axes.rows, &col_axis = part.axes.cols;
    const std::int64_t channels = part.channels;
    DepthwiseRun run{.bias = filters.bias,
                     .input_row = static_cast<std::size_t>(row_axis.dilation * col_axis.input * channels),
                     .input_tap = static_cast<std::size_t>(col_axis.dilation * channels),
                     .input_pixel = static_cast<std::size_t>(col_axis.stride * channels),
                     .kernel_row = static_cast<std::size_t>(col_axis.size * channels),
                     .channels = static_cast<std::size_t>(channels)};
    for (std::int64_t row = part.first; row < part.last; ++row) {
        const InnerTaps rows = inner_taps(row_axis, row);
        run.tap_rows = rows.count;
        for (std::int64_t col = 0, pixels = 1; col < col_axis.output; col += pixels) {
            const InnerTaps cols = inner_taps(col_axis, col);
            const auto has_same_taps = [&](std::int64_t other) {
                const InnerTaps taps = inner_taps(col_axis, other);
                return taps.begin == cols.begin && taps.count == cols.count;
            };
            const std::int64_t most = std::min<std::int64_t>(kMaxRunPixels, col_axis.output - col);
            for (pixels = 1; pixels < most && has_same_taps(col + pixels);) ++pixels;
            run.tap_cols = cols.count;
            // A window in the padding alone has no taps: its place in the arrays is not read.
            const bool is_empty = rows.count == 0 || cols.count == 0;
            run.input = is_empty ? input : input + (rows.first * col_axis.input + cols.first) * channels;
            run.kernel =
                is_empty ? filters.kernel : filters.kernel + (rows.begin * col_axis.size + cols.begin) * channels;
            run.output = output + (row * col_axis.output + col) * channels;
            kRunFunctions[static_cast<std::size_t>(pixels - 1)](run, filters.limits);
        }
    }
}

}  // namespace convscope::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace convscope::nn {

HWY_EXPORT(depthwise_rows);

void depthwise_convolution(const WindowRows& rows, const DepthwiseFilters& filters, const float* input, float* output) {
    HWY_DYNAMIC_DISPATCH(depthwise_rows)(rows, filters, input, output);
}

}  // namespace convscope::nn

#endif  // HWY_ONCE
