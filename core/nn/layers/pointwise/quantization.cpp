#include "core/nn/layers/pointwise/quantization.h"

#include <algorithm>
#include <cmath>

#include "core/base/text/translation.h"
#include "core/nn/layers/batch.h"

namespace convscope::nn {

namespace {

/// The channel's number, or the only number if it holds for all channels.
float number_for(const std::vector<float>& numbers, std::size_t channel) {
    return numbers[numbers.size() == 1 ? 0 : channel];
}

}  // namespace

/// The level of a value, and the value that it stands for.
struct Quantization::Level {
    float level, value;
    bool is_limited;
};

Quantization::Quantization(Parameters parameters) : parameters_(std::move(parameters)) {
    if (parameters_.scale.empty() || parameters_.zero_point.empty())
        throw ShapeError(tr("has no scale or no zero point"));
    for (const float scale : parameters_.scale)
        if (!(scale > 0) || !std::isfinite(scale)) throw ShapeError(tr("has a scale of {}", scale));
    if (!(parameters_.low <= parameters_.high))
        throw ShapeError(tr("has levels from {} to {}", parameters_.low, parameters_.high));
}

Shape Quantization::output_shape(std::span<const Shape> inputs) const {
    const Shape& input = only_input(inputs);
    for (const std::vector<float>* numbers : {&parameters_.scale, &parameters_.zero_point})
        if (numbers->size() != 1 && std::ssize(*numbers) != input.channels())
            throw ShapeError(tr_count(input.channels(), "has {1} scales or zero points for the {0} channel of {2}",
                                      "has {1} scales or zero points for the {0} channels of {2}", numbers->size(),
                                      to_string(input)));
    return input;
}

Quantization::Level Quantization::level_of(float x, std::size_t channel) const {
    const float scale = number_for(parameters_.scale, channel), zero = number_for(parameters_.zero_point, channel);
    const float unlimited = std::nearbyint(x / scale) + zero;
    const float level = std::clamp(unlimited, parameters_.low, parameters_.high);
    return {level, (level - zero) * scale, level != unlimited};
}

void Quantization::forward(const ForwardCall& call) const {
    const auto channels = static_cast<std::size_t>(call.output_shape.channels());
    const std::span<const float> x = call.inputs.front();
    for (std::size_t i = 0; i < x.size(); ++i) call.output[i] = level_of(x[i], i % channels).value;
}

void Quantization::backward(const BackwardCall& call) const {
    const auto channels = static_cast<std::size_t>(call.forward.output_shape.channels());
    const std::span<const float> x = call.forward.inputs.front();
    const std::span<float> dx = call.input_gradients.front();
    for (std::size_t i = 0; i < dx.size(); ++i)
        dx[i] = level_of(x[i], i % channels).is_limited ? 0 : call.output_gradient[i];
}

void Quantization::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const auto channel = static_cast<std::size_t>(at.channel);
    const float value = value_at(call.inputs.front(), call.output_shape, at);
    const Level level = level_of(value, channel);
    explanation.combination = Combination::sum;
    explanation.terms.push_back({.from = at, .value = value, .product = value});
    explanation.bias = double{level.value} - value;
    explanation.figures = {{tr("scale"), number_for(parameters_.scale, channel)},
                           {tr("zero point"), number_for(parameters_.zero_point, channel)},
                           {tr("level"), level.level}};
}

Region Quantization::source(const Region& output, std::size_t /*which*/, std::span<const Shape> /*inputs*/) const {
    return output;
}

Region Quantization::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> /*inputs*/) const {
    return input;
}

}  // namespace convscope::nn
