#include "core/nn/plan/kernels/local_response_kernels.h"

#include <cassert>
#include <vector>

// Highway compiles this file once per instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/nn/plan/kernels/local_response_kernels.cpp"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

#include "core/nn/plan/kernels/vectors.h"

HWY_BEFORE_NAMESPACE();
namespace convscope::nn::HWY_NAMESPACE {

namespace {

/// base^-beta for positive numbers. The usual exponent, 3/4, needs two roots.
template <class Tag, class V>
HWY_INLINE V inverse_power(Tag d, V base, float beta) {
    constexpr float kUsualBeta = 0.75F;
    if (beta == kUsualBeta) return hn::Div(hn::Set(d, 1.F), hn::Sqrt(hn::Mul(base, hn::Sqrt(base))));
    return hn::Exp(d, hn::Mul(hn::Log(d, base), hn::Set(d, -beta)));
}

}  // namespace

/// `squares` holds `before` zeros, the squares of one pixel and `after` zeros.
void normalize_responses_all(const LocalResponse& constants, std::size_t channels, std::size_t count,
                             const float* input, float* squares, float* output) {
    const std::size_t taps = constants.before + 1 + constants.after;
    for (std::size_t start = 0; start < count; start += channels) {
        const float* const x = input + start;
        for_vectors(channels, [&](auto d, std::size_t i) HWY_ATTR {
            const auto value = hn::LoadU(d, x + i);
            hn::StoreU(hn::Mul(value, value), d, squares + constants.before + i);
        });
        for_vectors(channels, [&](auto d, std::size_t i) HWY_ATTR {
            auto sum = hn::Zero(d);
            for (std::size_t tap = 0; tap < taps; ++tap) sum = hn::Add(sum, hn::LoadU(d, squares + i + tap));
            const auto base = hn::MulAdd(sum, hn::Set(d, constants.factor), hn::Set(d, constants.bias));
            hn::StoreU(hn::Mul(hn::LoadU(d, x + i), inverse_power(d, base, constants.beta)), d, output + start + i);
        });
    }
}

}  // namespace convscope::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace convscope::nn {

HWY_EXPORT(normalize_responses_all);

void normalize_responses(const LocalResponse& constants, std::size_t channels, std::span<const float> input,
                         std::span<float> output) {
    assert(input.size() == output.size() && input.size() % channels == 0);
    std::vector<float> squares(constants.before + channels + constants.after);
    HWY_DYNAMIC_DISPATCH(normalize_responses_all)
    (constants, channels, input.size(), input.data(), squares.data(), output.data());
}

}  // namespace convscope::nn

#endif  // HWY_ONCE
