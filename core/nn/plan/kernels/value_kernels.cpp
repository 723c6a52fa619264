#include "core/nn/plan/kernels/value_kernels.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

// Highway compiles this file once per instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/nn/plan/kernels/value_kernels.cpp"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/highway.h>

#include "core/nn/plan/kernels/vectors.h"

HWY_BEFORE_NAMESPACE();
namespace convscope::nn::HWY_NAMESPACE {

void relu_gradient_all(const float* output, float* gradient, std::size_t count) {
    for_vectors(count, [&](auto d, std::size_t i) HWY_ATTR {
        const auto positive = hn::Gt(hn::LoadU(d, output + i), hn::Zero(d));
        hn::StoreU(hn::IfThenElseZero(positive, hn::LoadU(d, gradient + i)), d, gradient + i);
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

void quantize_all(const QuantizationLevels& levels, const float* input, std::size_t count, float* output) {
    const std::size_t channels = levels.scale.size();
    for (std::size_t start = 0; start < count; start += channels) {
        for_vectors(channels, [&](auto d, std::size_t i) HWY_ATTR {
            const auto scale = hn::LoadU(d, levels.scale.data() + i), zero = hn::LoadU(d, levels.zero_point.data() + i);
            const auto level = hn::Add(hn::Round(hn::Div(hn::LoadU(d, input + start + i), scale)), zero);
            const auto limited = hn::Min(hn::Max(level, hn::Set(d, levels.low)), hn::Set(d, levels.high));
            hn::StoreU(hn::Mul(hn::Sub(limited, zero), scale), d, output + start + i);
        });
    }
}

void add_all(const float* a, const float* b, std::size_t period, std::size_t count, float* output) {
    for (std::size_t start = 0; start < count; start += period) {
        for_vectors(period, [&](auto d, std::size_t i) HWY_ATTR {
            hn::StoreU(hn::Add(hn::LoadU(d, a + start + i), hn::LoadU(d, b + i)), d, output + start + i);
        });
    }
}

void multiply_all(const float* a, const float* b, std::size_t period, std::size_t count, float* output) {
    for (std::size_t start = 0; start < count; start += period) {
        for_vectors(period, [&](auto d, std::size_t i) HWY_ATTR {
            hn::StoreU(hn::Mul(hn::LoadU(d, a + start + i), hn::LoadU(d, b + i)), d, output + start + i);
        });
    }
}

/// The sum of (x - mean)^2.
HWY_INLINE float squared_deviations(const float* x, std::size_t count, float mean) {
    float sum = 0;
    for_vectors(count, [&](auto d, std::size_t i) HWY_ATTR {
        const auto centred = hn::Sub(hn::LoadU(d, x + i), hn::Set(d, mean));
        sum += hn::GetLane(hn::SumOfLanes(d, hn::Mul(centred, centred)));
    });
    return sum;
}

HWY_INLINE float sum_of(const float* x, std::size_t count) {
    float sum = 0;
    for_vectors(count,
                [&](auto d, std::size_t i) HWY_ATTR { sum += hn::GetLane(hn::SumOfLanes(d, hn::LoadU(d, x + i))); });
    return sum;
}

void normalize_pixels_all(const PixelNormalization& constants, const float* input, std::size_t count, float* output) {
    const std::size_t channels = constants.gamma.size();
    const auto length = static_cast<float>(channels);
    const float* const gamma = constants.gamma.data();
    const float* const beta = constants.beta.data();
    for (std::size_t start = 0; start < count; start += channels) {
        const float* const x = input + start;
        const float mean = constants.unit_length ? 0 : sum_of(x, channels) / length;
        const float squares = squared_deviations(x, channels, mean);
        const float divisor = constants.unit_length ? std::sqrt(std::max(squares, constants.epsilon))
                                                    : std::sqrt(squares / length + constants.epsilon);
        for_vectors(channels, [&](auto d, std::size_t i) HWY_ATTR {
            const auto scale = hn::Mul(hn::LoadU(d, gamma + i), hn::Set(d, 1 / divisor));
            const auto centred = hn::Sub(hn::LoadU(d, x + i), hn::Set(d, mean));
            hn::StoreU(hn::MulAdd(centred, scale, hn::LoadU(d, beta + i)), d, output + start + i);
        });
    }
}

/// Adds x - mean, or its square, of all pixels to the doubles in `sums`, for `count` channels from `x` on. `partial`
/// has room for `count` floats, which sum kPixelsPerSum pixels at a time: float sums of so few pixels lose little
/// precision.
void add_deviations_all(const float* x, std::size_t pixels, std::size_t stride, std::size_t count, const float* mean,
                        bool squared, float* partial, double* sums) {
    constexpr std::size_t kPixelsPerSum = 64;
    for (std::size_t start = 0; start < pixels; start += kPixelsPerSum) {
        std::fill_n(partial, count, 0.F);
        for (std::size_t pixel = start; pixel < std::min(pixels, start + kPixelsPerSum); ++pixel) {
            for_vectors(count, [&](auto d, std::size_t i) HWY_ATTR {
                const auto centred = hn::Sub(hn::LoadU(d, x + pixel * stride + i), hn::LoadU(d, mean + i));
                const auto term = squared ? hn::Mul(centred, centred) : centred;
                hn::StoreU(hn::Add(hn::LoadU(d, partial + i), term), d, partial + i);
            });
        }
        for (std::size_t i = 0; i < count; ++i) sums[i] += partial[i];
    }
}

void scale_and_shift_part_all(const float* x, std::size_t pixels, std::size_t stride, std::size_t count,
                              const float* scale, const float* shift, float* output) {
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
        for_vectors(count, [&](auto d, std::size_t i) HWY_ATTR {
            const std::size_t at = pixel * stride + i;
            hn::StoreU(hn::MulAdd(hn::LoadU(d, x + at), hn::LoadU(d, scale + i), hn::LoadU(d, shift + i)), d,
                       output + at);
        });
    }
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
        const auto update = hn::Div(hn::Mul(hn::Set(d, step.rate), m), hn::Add(hn::Sqrt(v), hn::Set(d, step.epsilon)));
        hn::StoreU(hn::Sub(hn::LoadU(d, weights + i), update), d, weights + i);
    });
}

}  // namespace convscope::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

#include <cassert>
#include <numeric>
#include <vector>

namespace convscope::nn {

HWY_EXPORT(relu_gradient_all);
HWY_EXPORT(scale_and_shift_all);
HWY_EXPORT(quantize_all);
HWY_EXPORT(add_all);
HWY_EXPORT(multiply_all);
HWY_EXPORT(normalize_pixels_all);
HWY_EXPORT(add_deviations_all);
HWY_EXPORT(scale_and_shift_part_all);
HWY_EXPORT(adam_all);

void relu_gradient(std::span<const float> output, std::span<float> gradient) {
    assert(output.size() == gradient.size());
    HWY_DYNAMIC_DISPATCH(relu_gradient_all)(output.data(), gradient.data(), gradient.size());
}

void scale_and_shift(std::span<const float> input, std::span<const float> scale, std::span<const float> shift,
                     std::span<float> output) {
    HWY_DYNAMIC_DISPATCH(scale_and_shift_all)
    (input.data(), scale.data(), shift.data(), scale.size(), input.size(), output.data());
}

void quantize(const QuantizationLevels& levels, std::span<const float> input, std::span<float> output) {
    HWY_DYNAMIC_DISPATCH(quantize_all)(levels, input.data(), input.size(), output.data());
}

void add(std::span<const float> a, std::span<const float> b, std::span<float> output) {
    HWY_DYNAMIC_DISPATCH(add_all)(a.data(), b.data(), b.size(), output.size(), output.data());
}

void multiply(std::span<const float> a, std::span<const float> b, std::span<float> output) {
    HWY_DYNAMIC_DISPATCH(multiply_all)(a.data(), b.data(), b.size(), output.size(), output.data());
}

void normalize_pixels(const PixelNormalization& constants, std::span<const float> input, std::span<float> output) {
    assert(constants.gamma.size() == constants.beta.size() && input.size() == output.size());
    HWY_DYNAMIC_DISPATCH(normalize_pixels_all)(constants, input.data(), input.size(), output.data());
}

void normalize_groups(const PixelNormalization& constants, const ChannelGroups& groups, std::span<const float> input,
                      std::span<float> output) {
    const std::size_t count = groups.last - groups.first, pixels = input.size() / groups.channels;
    const auto size = static_cast<double>(pixels * groups.run);
    const float* const x = input.data() + groups.first;
    std::vector<float> mean(count), partial(count), scale(count), shift(count);
    std::vector<double> sums(count);
    const auto add_deviations = [&](bool squared) {
        std::ranges::fill(sums, 0);
        HWY_DYNAMIC_DISPATCH(add_deviations_all)
        (x, pixels, groups.channels, count, mean.data(), squared, partial.data(), sums.data());
        // Every channel gets the sum of its group.
        for (std::size_t start = 0; start < count; start += groups.run) {
            const auto group = std::span(sums).subspan(start, groups.run);
            std::ranges::fill(group, std::accumulate(group.begin(), group.end(), 0.0));
        }
    };
    add_deviations(false);
    for (std::size_t c = 0; c < count; ++c) mean[c] = static_cast<float>(sums[c] / size);
    add_deviations(true);
    for (std::size_t c = 0; c < count; ++c) {
        const double factor = constants.gamma[groups.first + c] / std::sqrt(sums[c] / size + constants.epsilon);
        scale[c] = static_cast<float>(factor);
        shift[c] = static_cast<float>(constants.beta[groups.first + c] - mean[c] * factor);
    }
    HWY_DYNAMIC_DISPATCH(scale_and_shift_part_all)
    (x, pixels, groups.channels, count, scale.data(), shift.data(), output.data() + groups.first);
}

void adam(const AdamStep& step, std::span<const float> gradient, std::span<float> mean, std::span<float> variance,
          std::span<float> weights) {
    assert(gradient.size() == weights.size() && mean.size() == weights.size() && variance.size() == weights.size());
    HWY_DYNAMIC_DISPATCH(adam_all)
    (step, gradient.data(), mean.data(), variance.data(), weights.data(), weights.size());
}

}  // namespace convscope::nn

#endif  // HWY_ONCE
