#include "core/nn/plan/kernels.h"

#include <array>
#include <cstddef>

// Highway compiles this file once per target.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/nn/plan/kernels.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace convscope::nn::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

namespace {

using D = hn::ScalableTag<float>;

constexpr std::size_t kTapsOfTurn = 16;
/// Of a 2 x 2 window.
constexpr std::size_t kUsualTaps = 4;

/// Calls body(tag, i) for i = 0, step, ...: whole vectors first, then single values with a tag of one lane.
template <class Body>
HWY_INLINE void for_vectors(std::size_t count, const Body& body) {
    const D d;
    const hn::CappedTag<float, 1> one;
    std::size_t i = 0;
    for (; i + hn::Lanes(d) <= count; i += hn::Lanes(d)) body(d, i);
    for (; i < count; ++i) body(one, i);
}

/// The taps of a window along one axis that lie inside: `count` input positions from `first` on, `dilation` apart.
struct InnerTaps {
    std::int64_t first = 0, count = 0;
};

HWY_INLINE InnerTaps inner_taps(const WindowAxis& axis, std::int64_t position) {
    std::int64_t begin = 0, end = axis.size;
    while (begin < end && axis.tap(position, begin) < 0) ++begin;
    while (begin < end && axis.tap(position, end - 1) >= axis.input) --end;
    return {axis.tap(position, begin), end - begin};
}

/// Calls visit(index of the output pixel, its taps along both axes) for every output pixel, row by row.
template <class Visit>
HWY_INLINE void for_each_output(const WindowAxes& axes, const Visit& visit) {
    std::size_t pixel = 0;
    for (std::int64_t row = 0; row < axes.rows.output; ++row) {
        const InnerTaps rows = inner_taps(axes.rows, row);
        for (std::int64_t col = 0; col < axes.cols.output; ++col) visit(pixel++, rows, inner_taps(axes.cols, col));
    }
}

/// Calls visit(index of the input pixel) for every tap inside, row by row.
template <class Visit>
HWY_INLINE void for_each_tap(const WindowAxes& axes, const InnerTaps& rows, const InnerTaps& cols, const Visit& visit) {
    std::int64_t row_start = rows.first * axes.cols.input + cols.first;
    for (std::int64_t r = 0; r < rows.count; ++r, row_start += axes.rows.dilation * axes.cols.input) {
        std::int64_t pixel = row_start;
        for (std::int64_t c = 0; c < cols.count; ++c, pixel += axes.cols.dilation)
            visit(static_cast<std::size_t>(pixel));
    }
}

using Taps = std::array<const float*, kTapsOfTurn>;

/// to = the largest of the first `count` taps, per channel.
HWY_INLINE void take_largest(const Taps& taps, std::size_t count, std::size_t channels, float* to) {
    for_vectors(channels, [&](auto d, std::size_t i) HWY_ATTR {
        auto largest = hn::LoadU(d, taps[0] + i);
        for (std::size_t tap = 1; tap < count; ++tap) {
            const auto value = hn::LoadU(d, taps[tap] + i);
            largest = hn::IfThenElse(hn::Or(hn::Gt(value, largest), hn::IsNaN(value)), value, largest);
        }
        hn::StoreU(largest, d, to + i);
    });
}

/// The same for the four taps of the usual window, in half the time.
HWY_INLINE void take_largest_of_four(const Taps& taps, std::size_t channels, float* to) {
    const float *const a = taps[0], *const b = taps[1], *const c = taps[2], *const e = taps[3];
    bool all_numbers = true;
    for_vectors(channels, [&](auto d, std::size_t i) HWY_ATTR {
        const auto va = hn::LoadU(d, a + i), vb = hn::LoadU(d, b + i);
        const auto vc = hn::LoadU(d, c + i), ve = hn::LoadU(d, e + i);
        hn::StoreU(hn::Max(hn::Max(va, vb), hn::Max(vc, ve)), d, to + i);
        const auto sum = hn::Add(hn::Add(va, vb), hn::Add(vc, ve));
        all_numbers = all_numbers && hn::AllTrue(d, hn::Eq(sum, sum));
    });
    // A maximum may drop a NaN, a sum never does.
    if (!all_numbers) take_largest(taps, kUsualTaps, channels, to);
}

}  // namespace

void relu_all(float* values, std::size_t count) {
    for_vectors(count, [&](auto d, std::size_t i) HWY_ATTR {
        // In this order a NaN stays one.
        hn::StoreU(hn::Max(hn::Zero(d), hn::LoadU(d, values + i)), d, values + i);
    });
}

void relu_gradient_all(const float* output, float* gradient, std::size_t count) {
    for_vectors(count, [&](auto d, std::size_t i) HWY_ATTR {
        const auto positive = hn::Gt(hn::LoadU(d, output + i), hn::Zero(d));
        hn::StoreU(hn::IfThenElseZero(positive, hn::LoadU(d, gradient + i)), d, gradient + i);
    });
}

void max_pool_image(const WindowAxes& axes, std::size_t channels, const float* input, float* output) {
    // Where the taps are is found once for all channels; more of them than fit go in several turns.
    Taps taps{};
    for_each_output(axes, [&](std::size_t pixel, const InnerTaps& rows, const InnerTaps& cols) HWY_ATTR {
        float* const to = output + pixel * channels;
        std::size_t count = 0;
        for_each_tap(axes, rows, cols, [&](std::size_t tap) HWY_ATTR {
            if (count == taps.size()) {
                take_largest(taps, count, channels, to);
                taps[0] = to;
                count = 1;
            }
            taps[count++] = input + tap * channels;
        });
        if (count == kUsualTaps)
            take_largest_of_four(taps, channels, to);
        else
            take_largest(taps, count, channels, to);
    });
}

void max_pool_gradient_image(const WindowAxes& axes, std::size_t channels, const float* input, const float* output,
                             const float* gradient, float* input_gradient) {
    for_each_output(axes, [&](std::size_t pixel, const InnerTaps& rows, const InnerTaps& cols) HWY_ATTR {
        for_vectors(channels, [&](auto d, std::size_t channel) HWY_ATTR {
            const std::size_t at = pixel * channels + channel;
            const auto largest = hn::LoadU(d, output + at);
            // What has found its winner is 0 for the taps that follow.
            auto rest = hn::LoadU(d, gradient + at);
            for_each_tap(axes, rows, cols, [&](std::size_t tap) HWY_ATTR {
                const std::size_t from = tap * channels + channel;
                const auto wins = hn::Eq(hn::LoadU(d, input + from), largest);
                const auto sum = hn::Add(hn::LoadU(d, input_gradient + from), hn::IfThenElseZero(wins, rest));
                hn::StoreU(sum, d, input_gradient + from);
                rest = hn::IfThenZeroElse(wins, rest);
            });
        });
    });
}

void scale_and_shift_all(const float* input, const float* scale, const float* shift, std::size_t channels,
                         std::size_t count, float* output) {
    for (std::size_t start = 0; start < count; start += channels) {
        for_vectors(channels, [&](auto d, std::size_t i) HWY_ATTR {
            const auto x = hn::LoadU(d, input + start + i);
            hn::StoreU(hn::MulAdd(x, hn::LoadU(d, scale + i), hn::LoadU(d, shift + i)), d, output + start + i);
        });
    }
}

void add_all(const float* a, const float* b, std::size_t count, float* output) {
    for_vectors(count, [&](auto d, std::size_t i)
                           HWY_ATTR { hn::StoreU(hn::Add(hn::LoadU(d, a + i), hn::LoadU(d, b + i)), d, output + i); });
}

void adam_all(const AdamStep& step, const float* gradient, float* mean, float* variance, float* weights,
              std::size_t count) {
    for_vectors(count, [&](auto d, std::size_t i) HWY_ATTR {
        const auto g = hn::LoadU(d, gradient + i);
        auto m = hn::LoadU(d, mean + i);
        auto v = hn::LoadU(d, variance + i);
        m = hn::MulAdd(hn::Set(d, 1 - step.beta1), hn::Sub(g, m), m);
        v = hn::MulAdd(hn::Set(d, 1 - step.beta2), hn::Sub(hn::Mul(g, g), v), v);
        hn::StoreU(m, d, mean + i);
        hn::StoreU(v, d, variance + i);
        const auto move = hn::Div(hn::Mul(hn::Set(d, step.rate), m), hn::Add(hn::Sqrt(v), hn::Set(d, step.epsilon)));
        hn::StoreU(hn::Sub(hn::LoadU(d, weights + i), move), d, weights + i);
    });
}

}  // namespace convscope::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

#include <cassert>

namespace convscope::nn {

HWY_EXPORT(relu_all);
HWY_EXPORT(relu_gradient_all);
HWY_EXPORT(max_pool_image);
HWY_EXPORT(max_pool_gradient_image);
HWY_EXPORT(scale_and_shift_all);
HWY_EXPORT(add_all);
HWY_EXPORT(adam_all);

void relu(std::span<float> values) {
    HWY_DYNAMIC_DISPATCH(relu_all)(values.data(), values.size());
}

void relu_gradient(std::span<const float> output, std::span<float> gradient) {
    assert(output.size() == gradient.size());
    HWY_DYNAMIC_DISPATCH(relu_gradient_all)(output.data(), gradient.data(), gradient.size());
}

void max_pool(const WindowAxes& axes, std::int64_t channels, const float* input, float* output) {
    HWY_DYNAMIC_DISPATCH(max_pool_image)(axes, static_cast<std::size_t>(channels), input, output);
}

void max_pool_gradient(const WindowAxes& axes, std::int64_t channels, const float* input, const float* output,
                       const float* gradient, float* input_gradient) {
    HWY_DYNAMIC_DISPATCH(max_pool_gradient_image)
    (axes, static_cast<std::size_t>(channels), input, output, gradient, input_gradient);
}

void scale_and_shift(std::span<const float> input, std::span<const float> scale, std::span<const float> shift,
                     std::span<float> output) {
    HWY_DYNAMIC_DISPATCH(scale_and_shift_all)
    (input.data(), scale.data(), shift.data(), scale.size(), input.size(), output.data());
}

void add(std::span<const float> a, std::span<const float> b, std::span<float> output) {
    HWY_DYNAMIC_DISPATCH(add_all)(a.data(), b.data(), output.size(), output.data());
}

void adam(const AdamStep& step, std::span<const float> gradient, std::span<float> mean, std::span<float> variance,
          std::span<float> weights) {
    assert(gradient.size() == weights.size() && mean.size() == weights.size() && variance.size() == weights.size());
    HWY_DYNAMIC_DISPATCH(adam_all)
    (step, gradient.data(), mean.data(), variance.data(), weights.data(), weights.size());
}

}  // namespace convscope::nn

#endif  // HWY_ONCE
