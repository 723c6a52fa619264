#include "core/nn/layers/shape/copied_values.h"

#include "core/nn/layers/batch.h"

namespace convscope::nn {

void CopiedValues::forward(const ForwardCall& call) const {
    std::ranges::copy(call.inputs.front(), call.output.begin());
}

void CopiedValues::backward(const BackwardCall& call) const {
    const std::span<float> dx = call.input_gradients.front();
    if (!dx.empty()) std::ranges::copy(call.output_gradient, dx.begin());
}

void CopiedValues::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const Shape& input = call.input_shapes.front();
    const Position from = position_of(input, index_of(call.output_shape, at));
    const double value = value_at(call.inputs.front(), input, from);
    explanation.combination = Combination::copy;
    explanation.terms.push_back({.from = from, .value = value, .product = value});
}

Region CopiedValues::source(const Region& output, std::size_t /*which*/, std::span<const Shape> inputs) const {
    return reshaped(output, output_shape(inputs), inputs.front());
}

Region CopiedValues::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> inputs) const {
    return reshaped(input, inputs.front(), output_shape(inputs));
}

}  // namespace convscope::nn
