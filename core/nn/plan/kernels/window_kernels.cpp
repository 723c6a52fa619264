#include "core/nn/plan/kernels/window_kernels.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "core/nn/plan/kernels/inner_taps.h"

// Highway compiles this file once per instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/nn/plan/kernels/window_kernels.cpp"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/highway.h>

#include "core/nn/plan/kernels/vectors.h"

HWY_BEFORE_NAMESPACE();
namespace convscope::nn::HWY_NAMESPACE {

namespace {

/// The largest number of taps in a TapBatch.
constexpr std::size_t kMaxBatchTaps = 16;
/// The taps of a 2 x 2 window.
constexpr std::size_t kUsualTaps = 4;

/// Calls visit(index of the output pixel, its row taps, its column taps) for every output pixel of these rows.
template <class Visit>
HWY_INLINE void for_each_output(const WindowRows& part, const Visit& visit) {
    const WindowAxes& axes = part.axes;
    auto pixel = static_cast<std::size_t>(part.first * axes.cols.output);
    for (std::int64_t row = part.first; row < part.last; ++row) {
        const InnerTaps rows = inner_taps(axes.rows, row);
        for (std::int64_t col = 0; col < axes.cols.output; ++col) visit(pixel++, rows, inner_taps(axes.cols, col));
    }
}

/// Calls visit(index of the input pixel) for every tap inside the image, row by row.
template <class Visit>
HWY_INLINE void for_each_tap(const WindowAxes& axes, const InnerTaps& rows, const InnerTaps& cols, const Visit& visit) {
    std::int64_t row_start = rows.first * axes.cols.input + cols.first;
    for (std::int64_t r = 0; r < rows.count; ++r, row_start += axes.rows.dilation * axes.cols.input) {
        std::int64_t pixel = row_start;
        for (std::int64_t c = 0; c < cols.count; ++c, pixel += axes.cols.dilation)
            visit(static_cast<std::size_t>(pixel));
    }
}

/// Up to kMaxBatchTaps taps of one window: the offsets of their first channels in the image.
struct TapBatch {
    std::array<std::size_t, kMaxBatchTaps> inputs;
    std::size_t count = 0;
    bool first = true;  ///< true for the first batch of its window
};

/// Calls visit(batch) for the taps of a window inside the image, row by row. Tap offsets are computed once per window
/// for all channels. A window that lies in the padding gets one empty batch.
template <class Visit>
HWY_INLINE void for_each_batch(const WindowRows& part, const InnerTaps& rows, const InnerTaps& cols,
                               const Visit& visit) {
    const WindowAxes& axes = part.axes;
    const std::int64_t row_step = axes.rows.dilation * axes.cols.input * part.channels;
    const std::int64_t col_step = axes.cols.dilation * part.channels;
    std::int64_t row_input = (rows.first * axes.cols.input + cols.first) * part.channels;
    TapBatch batch;
    std::size_t count = 0;  // a copy of batch.count that stays in a register
    const auto visit_batch = [&]() HWY_ATTR {
        batch.count = std::exchange(count, 0);
        visit(batch);
        batch.first = false;
    };
    for (std::int64_t r = 0; r < rows.count; ++r) {
        std::int64_t input = row_input;
        for (std::int64_t c = 0; c < cols.count; ++c, input += col_step) {
            if (count == kMaxBatchTaps) visit_batch();
            batch.inputs[count++] = static_cast<std::size_t>(input);
        }
        row_input += row_step;
    }
    visit_batch();
}

/// to = the largest value of the batch, or of the batch and `to` if the batch is not the first of its window.
HWY_INLINE void take_largest(const TapBatch& batch, std::size_t channels, const float* input, float* to) {
    for_vectors(channels, [&](auto d, std::size_t i) HWY_ATTR {
        auto largest = hn::LoadU(d, batch.first ? input + batch.inputs[0] + i : to + i);
        for (std::size_t tap = 0; tap < batch.count; ++tap) {
            const auto value = hn::LoadU(d, input + batch.inputs[tap] + i);
            largest = hn::IfThenElse(hn::Or(hn::Gt(value, largest), hn::IsNaN(value)), value, largest);
        }
        hn::StoreU(largest, d, to + i);
    });
}

/// take_largest() for the four taps of a 2 x 2 window, in half the time.
HWY_INLINE void take_largest_of_four(const TapBatch& batch, std::size_t channels, const float* input, float* to) {
    const float *const a = input + batch.inputs[0], *const b = input + batch.inputs[1];
    const float *const c = input + batch.inputs[2], *const e = input + batch.inputs[3];
    bool all_numbers = true;
    for_vectors(channels, [&](auto d, std::size_t i) HWY_ATTR {
        const auto va = hn::LoadU(d, a + i), vb = hn::LoadU(d, b + i);
        const auto vc = hn::LoadU(d, c + i), ve = hn::LoadU(d, e + i);
        hn::StoreU(hn::Max(hn::Max(va, vb), hn::Max(vc, ve)), d, to + i);
        const auto sum = hn::Add(hn::Add(va, vb), hn::Add(vc, ve));
        all_numbers = all_numbers && hn::AllTrue(d, hn::Eq(sum, sum));
    });
    // A maximum may drop a NaN; a sum keeps it.
    if (!all_numbers) take_largest(batch, channels, input, to);
}

/// 1 / number of values in an average.
float inverse_count(const WindowRows& part, std::size_t pixel, const InnerTaps& rows, const InnerTaps& cols,
                    bool count_padding) {
    const WindowAxes& axes = part.axes;
    const auto row = static_cast<std::int64_t>(pixel) / axes.cols.output;
    const auto col = static_cast<std::int64_t>(pixel) % axes.cols.output;
    const std::int64_t count =
        count_padding ? axes.rows.padded_taps(row) * axes.cols.padded_taps(col) : rows.count * cols.count;
    return 1 / static_cast<float>(count);
}

/// True for 2 x 2 windows side by side, without padding.
bool is_usual_pooling(const WindowAxes& axes) {
    const auto is_usual = [](const WindowAxis& axis) {
        return axis.size == 2 && axis.stride == 2 && axis.dilation == 1 && axis.before == 0 &&
               2 * axis.output <= axis.input;
    };
    return is_usual(axes.rows) && is_usual(axes.cols);
}

/// The gradient of one 2 x 2 window: each value is written once, so that nothing need be set to 0 before.
HWY_INLINE void write_window_gradient(std::size_t channels, std::size_t row_step, const float* input,
                                      const float* output, const float* gradient, float* to) {
    for_vectors(channels, [&](auto d, std::size_t i) HWY_ATTR {
        const auto largest = hn::LoadU(d, output + i);
        auto remaining = hn::LoadU(d, gradient + i);
        for (const std::size_t tap : {std::size_t{0}, channels, row_step, row_step + channels}) {
            const auto wins = hn::Eq(hn::LoadU(d, input + tap + i), largest);
            hn::StoreU(hn::IfThenElseZero(wins, remaining), d, to + tap + i);
            remaining = hn::IfThenZeroElse(wins, remaining);
        }
    });
}

void usual_pool_gradient(const WindowAxes& axes, std::size_t channels, const float* input, const float* output,
                         const float* gradient, float* input_gradient) {
    const std::size_t row_step = static_cast<std::size_t>(axes.cols.input) * channels;
    const auto in_rows = static_cast<std::size_t>(axes.rows.input), rows = static_cast<std::size_t>(axes.rows.output);
    const auto cols = static_cast<std::size_t>(axes.cols.output);
    const std::size_t covered = 2 * cols * channels;
    for (std::size_t row = 0; row < rows; ++row) {
        const std::size_t from = 2 * row * row_step;
        for (std::size_t col = 0; col < cols; ++col) {
            const std::size_t at = from + 2 * col * channels, result = (row * cols + col) * channels;
            write_window_gradient(channels, row_step, input + at, output + result, gradient + result,
                                  input_gradient + at);
        }
        for (const std::size_t start : {from, from + row_step})
            std::fill(input_gradient + start + covered, input_gradient + start + row_step, 0.F);
    }
    std::fill(input_gradient + 2 * rows * row_step, input_gradient + in_rows * row_step, 0.F);
}

}  // namespace

void max_pool_rows(const WindowRows& part, const float* input, float* output) {
    const auto channels = static_cast<std::size_t>(part.channels);
    for_each_output(part, [&](std::size_t pixel, const InnerTaps& rows, const InnerTaps& cols) HWY_ATTR {
        float* const to = output + pixel * channels;
        for_each_batch(part, rows, cols, [&](const TapBatch& batch) HWY_ATTR {
            if (batch.first && batch.count == kUsualTaps)
                take_largest_of_four(batch, channels, input, to);
            else
                take_largest(batch, channels, input, to);
        });
    });
}

void average_pool_rows(const WindowRows& part, bool count_padding, const float* input, float* output) {
    const auto channels = static_cast<std::size_t>(part.channels);
    for_each_output(part, [&](std::size_t pixel, const InnerTaps& rows, const InnerTaps& cols) HWY_ATTR {
        float* const to = output + pixel * channels;
        for_each_batch(part, rows, cols, [&](const TapBatch& batch) HWY_ATTR {
            for_vectors(channels, [&](auto d, std::size_t i) HWY_ATTR {
                auto sum = batch.first ? hn::Zero(d) : hn::LoadU(d, to + i);
                for (std::size_t tap = 0; tap < batch.count; ++tap)
                    sum = hn::Add(sum, hn::LoadU(d, input + batch.inputs[tap] + i));
                hn::StoreU(sum, d, to + i);
            });
        });
        const float scale = inverse_count(part, pixel, rows, cols, count_padding);
        for_vectors(channels, [&](auto d, std::size_t i) HWY_ATTR {
            hn::StoreU(hn::Mul(hn::LoadU(d, to + i), hn::Set(d, scale)), d, to + i);
        });
    });
}

void max_pool_gradient_image(const WindowAxes& axes, std::size_t channels, const float* input, const float* output,
                             const float* gradient, float* input_gradient) {
    if (is_usual_pooling(axes)) return usual_pool_gradient(axes, channels, input, output, gradient, input_gradient);
    std::fill_n(input_gradient, static_cast<std::size_t>(axes.rows.input * axes.cols.input) * channels, 0.F);
    const WindowRows all{axes, static_cast<std::int64_t>(channels), 0, axes.rows.output};
    for_each_output(all, [&](std::size_t pixel, const InnerTaps& rows, const InnerTaps& cols) HWY_ATTR {
        for_vectors(channels, [&](auto d, std::size_t channel) HWY_ATTR {
            const std::size_t at = pixel * channels + channel;
            const auto largest = hn::LoadU(d, output + at);
            // The gradient that is still to be added: 0 in lanes whose largest value has been found.
            auto remaining = hn::LoadU(d, gradient + at);
            for_each_tap(axes, rows, cols, [&](std::size_t tap) HWY_ATTR {
                const std::size_t from = tap * channels + channel;
                const auto wins = hn::Eq(hn::LoadU(d, input + from), largest);
                const auto sum = hn::Add(hn::LoadU(d, input_gradient + from), hn::IfThenElseZero(wins, remaining));
                hn::StoreU(sum, d, input_gradient + from);
                remaining = hn::IfThenZeroElse(wins, remaining);
            });
        });
    });
}

}  // namespace convscope::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace convscope::nn {

HWY_EXPORT(max_pool_rows);
HWY_EXPORT(average_pool_rows);
HWY_EXPORT(max_pool_gradient_image);

void max_pool(const WindowRows& rows, const float* input, float* output) {
    HWY_DYNAMIC_DISPATCH(max_pool_rows)(rows, input, output);
}

void average_pool(const WindowRows& rows, bool count_padding, const float* input, float* output) {
    HWY_DYNAMIC_DISPATCH(average_pool_rows)(rows, count_padding, input, output);
}

void max_pool_gradient(const WindowAxes& axes, std::int64_t channels, const float* input, const float* output,
                       const float* gradient, float* input_gradient) {
    HWY_DYNAMIC_DISPATCH(max_pool_gradient_image)
    (axes, static_cast<std::size_t>(channels), input, output, gradient, input_gradient);
}

}  // namespace convscope::nn

#endif  // HWY_ONCE
