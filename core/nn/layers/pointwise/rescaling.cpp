#include "core/nn/layers/pointwise/rescaling.h"

#include "core/base/text/translation.h"
#include "core/nn/layers/batch.h"

namespace convscope::nn {

namespace {

/// The channel's number, or the only number if it holds for all channels.
double number_of(const std::vector<float>& numbers, std::size_t channel) {
    return numbers[numbers.size() == 1 ? 0 : channel];
}

}  // namespace

Rescaling::Rescaling(Parameters parameters) : parameters_(std::move(parameters)) {
    if (parameters_.scale.empty() || parameters_.offset.empty()) throw ShapeError(tr("has no scale or no offset"));
}

Shape Rescaling::output_shape(std::span<const Shape> inputs) const {
    const Shape& input = only_input(inputs);
    for (const std::vector<float>* numbers : {&parameters_.scale, &parameters_.offset})
        if (numbers->size() != 1 && std::ssize(*numbers) != input.channels())
            throw ShapeError(tr_count(input.channels(), "has {1} scales or offsets for the {0} channel of {2}",
                                      "has {1} scales or offsets for the {0} channels of {2}", numbers->size(),
                                      to_string(input)));
    return input;
}

void Rescaling::forward(const ForwardCall& call) const {
    const auto channels = static_cast<std::size_t>(call.output_shape.channels());
    const std::span<const float> x = call.inputs.front();
    for (std::size_t i = 0; i < x.size(); ++i)
        call.output[i] = static_cast<float>(x[i] * number_of(parameters_.scale, i % channels) +
                                            number_of(parameters_.offset, i % channels));
}

void Rescaling::backward(const BackwardCall& call) const {
    const auto channels = static_cast<std::size_t>(call.forward.output_shape.channels());
    const std::span<float> dx = call.input_gradients.front();
    for (std::size_t i = 0; i < dx.size(); ++i)
        dx[i] = static_cast<float>(call.output_gradient[i] * number_of(parameters_.scale, i % channels));
}

void Rescaling::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const auto channel = static_cast<std::size_t>(at.channel);
    const double value = value_at(call.inputs.front(), call.output_shape, at);
    const double weight = number_of(parameters_.scale, channel);
    explanation.combination = Combination::sum;
    explanation.bias = number_of(parameters_.offset, channel);
    explanation.terms.push_back({.from = at, .value = value, .weight = weight, .product = value * weight});
}

Region Rescaling::source(const Region& output, std::size_t /*which*/, std::span<const Shape> /*inputs*/) const {
    return output;
}

Region Rescaling::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> /*inputs*/) const {
    return input;
}

}  // namespace convscope::nn
