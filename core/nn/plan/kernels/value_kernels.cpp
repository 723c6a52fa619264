#include "core/nn/plan/kernels/value_kernels.h"

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

namespace convscope::nn {

HWY_EXPORT(relu_gradient_all);
HWY_EXPORT(scale_and_shift_all);
HWY_EXPORT(add_all);
HWY_EXPORT(multiply_all);
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

void add(std::span<const float> a, std::span<const float> b, std::span<float> output) {
    HWY_DYNAMIC_DISPATCH(add_all)(a.data(), b.data(), b.size(), output.size(), output.data());
}

void multiply(std::span<const float> a, std::span<const float> b, std::span<float> output) {
    HWY_DYNAMIC_DISPATCH(multiply_all)(a.data(), b.data(), b.size(), output.size(), output.data());
}

void adam(const AdamStep& step, std::span<const float> gradient, std::span<float> mean, std::span<float> variance,
          std::span<float> weights) {
    assert(gradient.size() == weights.size() && mean.size() == weights.size() && variance.size() == weights.size());
    HWY_DYNAMIC_DISPATCH(adam_all)
    (step, gradient.data(), mean.data(), variance.data(), weights.data(), weights.size());
}

}  // namespace convscope::nn

#endif  // HWY_ONCE
