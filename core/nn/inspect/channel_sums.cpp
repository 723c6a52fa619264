#include "core/nn/inspect/channel_sums.h"

#include <algorithm>
#include <cmath>

#include "core/image/range.h"

// Highway compiles this file once per instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/nn/inspect/channel_sums.cpp"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/highway.h>

#include "core/nn/plan/kernels/vectors.h"

HWY_BEFORE_NAMESPACE();
namespace convscope::nn::HWY_NAMESPACE {

inline double double_sum(const float* values, std::size_t count, std::size_t step) {
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += double{values[i * step]};
    return sum;
}

/// Adds a few pixels, so that each channel's sums are loaded once for all of them and the pixels stay in the cache.
void add_few_pixels(const float* values, std::size_t pixels, std::size_t channels, ChannelSums& sums) {
    for_vectors(channels, [&](auto d, std::size_t i) HWY_ATTR {
        auto low = hn::LoadU(d, &sums.low[i]), high = hn::LoadU(d, &sums.high[i]);
        auto total = hn::Zero(d), zeros = hn::Zero(d);
        const float* at = values + i;
        for (std::size_t pixel = 0; pixel < pixels; ++pixel, at += channels) {
            const auto value = hn::LoadU(d, at);
            const auto finite = hn::IsFinite(value);
            low = hn::IfThenElse(finite, hn::Min(low, value), low);
            high = hn::IfThenElse(finite, hn::Max(high, value), high);
            total = hn::Add(total, value);
            zeros = hn::Add(zeros, hn::IfThenElseZero(hn::Eq(value, hn::Zero(d)), hn::Set(d, 1.F)));
        }
        hn::StoreU(low, d, &sums.low[i]);
        hn::StoreU(high, d, &sums.high[i]);
        HWY_ALIGN float lanes[2][HWY_MAX_BYTES / sizeof(float)];
        hn::Store(total, d, lanes[0]);
        hn::Store(zeros, d, lanes[1]);
        for (std::size_t lane = 0; lane < hn::Lanes(d); ++lane) {
            const double sum = lanes[0][lane];
            // A sum of very large floats may be infinite, which a sum of doubles is not.
            sums.sum[i + lane] += std::isfinite(sum) ? sum : double_sum(values + i + lane, pixels, channels);
            sums.zeros[i + lane] += double{lanes[1][lane]};
        }
    });
}

}  // namespace convscope::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace convscope::nn {

HWY_EXPORT(add_few_pixels);

ChannelSums no_sums(std::size_t channels) {
    return {std::vector<float>(channels, kNoValues.low), std::vector<float>(channels, kNoValues.high),
            std::vector<double>(channels), std::vector<double>(channels)};
}

void add_pixels(const float* values, std::size_t pixels, ChannelSums& sums) {
    // The sum of so few floats loses at most a few of their last bits; the sums of sums are doubles.
    constexpr std::size_t kFewPixels = 16;
    const std::size_t channels = sums.low.size();
    for (std::size_t pixel = 0; pixel < pixels; pixel += kFewPixels) HWY_DYNAMIC_DISPATCH(add_few_pixels)
    (values + pixel * channels, std::min(kFewPixels, pixels - pixel), channels, sums);
}

void add_sums(const ChannelSums& other, ChannelSums& sums) {
    for (std::size_t channel = 0; channel < sums.low.size(); ++channel) {
        sums.low[channel] = std::min(sums.low[channel], other.low[channel]);
        sums.high[channel] = std::max(sums.high[channel], other.high[channel]);
        sums.sum[channel] += other.sum[channel];
        sums.zeros[channel] += other.zeros[channel];
    }
}

}  // namespace convscope::nn

#endif  // HWY_ONCE
