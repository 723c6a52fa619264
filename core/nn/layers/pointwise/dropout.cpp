#include "core/nn/layers/pointwise/dropout.h"

#include "core/base/random.h"
#include "core/base/text/translation.h"

namespace convscope::nn {

Dropout::Dropout(double rate) : rate_(rate) {
    if (!(rate_ >= 0 && rate_ <= 1)) throw ShapeError(tr("has a rate of {}, which is not 0 to 1", rate_));
}

Shape Dropout::output_shape(std::span<const Shape> inputs) const {
    return only_input(inputs);
}

void Dropout::drop(std::span<const float> values, std::uint64_t seed, std::span<float> out) const {
    const auto scale = static_cast<float>(1 / (1 - rate_));
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = random_unit(seed, i) < rate_ ? 0.F : values[i] * scale;
}

void Dropout::forward(const ForwardCall& call) const {
    if (call.training)
        drop(call.inputs.front(), call.seed, call.output);
    else
        CopiedValues::forward(call);
}

void Dropout::backward(const BackwardCall& call) const {
    if (call.forward.training)
        drop(call.output_gradient, call.forward.seed, call.input_gradients.front());
    else
        CopiedValues::backward(call);
}

}  // namespace convscope::nn
