#include "core/nn/plan/light_operators.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/nn/plan/kernels.h"

namespace convscope::nn {

Work MaxPoolingOperator::forward(const Arrays& arrays) {
    return [this, arrays] {
        for (std::int64_t n = 0; n < arrays.count; ++n)
            max_pool(axes_, input_.channels(), arrays.inputs[0] + n * input_.count(),
                     arrays.linear + n * output_.count());
    };
}

Work MaxPoolingOperator::backward(const Arrays& arrays, const GradientArrays& gradients) {
    return [this, arrays, to = gradients.inputs[0], gradient = gradients.linear] {
        std::fill_n(to, arrays.count * input_.count(), 0.F);
        for (std::int64_t n = 0; n < arrays.count; ++n)
            max_pool_gradient(axes_, input_.channels(), arrays.inputs[0] + n * input_.count(),
                              arrays.linear + n * output_.count(), gradient + n * output_.count(),
                              to + n * input_.count());
    };
}

void NormalizationOperator::load(WeightSpans weights) {
    const auto size = static_cast<std::size_t>(channels_);
    scale_.resize(size);
    shift_.resize(size);
    std::size_t next = 0;
    const std::span<const float> gamma = parameters_.use_scale ? weights[next++] : std::span<const float>();
    const std::span<const float> beta = parameters_.use_center ? weights[next++] : std::span<const float>();
    const std::span<const float> mean = weights[next], variance = weights[next + 1];
    for (std::size_t c = 0; c < size; ++c) {
        const double scale = (gamma.empty() ? 1 : gamma[c]) / std::sqrt(variance[c] + parameters_.epsilon);
        scale_[c] = static_cast<float>(scale);
        shift_[c] = static_cast<float>((beta.empty() ? 0 : beta[c]) - mean[c] * scale);
    }
}

Work NormalizationOperator::forward(const Arrays& arrays) {
    const auto size = static_cast<std::size_t>(arrays.count * count_);
    return [this, from = std::span(arrays.inputs[0], size), to = std::span(arrays.linear, size)] {
        scale_and_shift(from, scale_, shift_, to);
    };
}

Work NormalizationOperator::backward(const Arrays& /*arrays*/, const GradientArrays& /*gradients*/) {
    assert(!"made for inference only");
    return {};
}

Work SumOperator::forward(const Arrays& arrays) {
    const auto size = static_cast<std::size_t>(arrays.count * count_);
    return [a = std::span(arrays.inputs[0], size), b = std::span(arrays.inputs[1], size),
            to = std::span(arrays.linear, size)] { add(a, b, to); };
}

Work SumOperator::backward(const Arrays& arrays, const GradientArrays& gradients) {
    return [inputs = gradients.inputs, from = gradients.linear, size = arrays.count * count_] {
        for (float* to : inputs)
            if (to != nullptr) std::copy_n(from, size, to);
    };
}

}  // namespace convscope::nn
