#include "core/nn/layers/normalization/normalization.h"

#include <cmath>

#include "core/base/text/translation.h"
#include "core/nn/layers/batch.h"

namespace convscope::nn {

namespace {

constexpr double kMinDeviation = 1e-7;

}  // namespace

Shape Normalization::output_shape(std::span<const Shape> inputs) const {
    const Shape& input = only_input(inputs);
    const Shape& constants = parameters_.shape;
    bool fits = constants.rank() <= input.rank();
    for (std::size_t i = 1; fits && i <= constants.rank(); ++i) {
        const std::int64_t length = constants.axes[constants.rank() - i];
        fits = length == 1 || length == input.axes[input.rank() - i];
    }
    if (!fits)
        throw ShapeError(
            tr("has a mean of {}, which does not broadcast to {}", to_string(constants), to_string(input)));
    return input;
}

std::vector<WeightSpec> Normalization::weights(std::span<const Shape> /*inputs*/) const {
    return {{"mean", parameters_.shape, Initializer::zeros, false},
            {"variance", parameters_.shape, Initializer::ones, false}};
}

Normalization::Line Normalization::line_at(const Position& at, std::span<const std::span<const float>> weights) const {
    const Shape& constants = parameters_.shape;
    const Position place{constants.rows() == 1 ? 0 : at.row, constants.cols() == 1 ? 0 : at.col,
                         constants.channels() == 1 ? 0 : at.channel};
    const auto index = static_cast<std::size_t>(index_of(constants, place));
    const double mean = weights[0][index], variance = weights[1][index];
    const double deviation = std::max(std::sqrt(std::max(variance, 0.0)), kMinDeviation);
    if (parameters_.invert) return {mean, variance, deviation, mean};
    return {mean, variance, 1 / deviation, -mean / deviation};
}

void Normalization::forward(const ForwardCall& call) const {
    const Shape& shape = call.output_shape;
    for (std::int64_t n = 0; n < call.batch; ++n) {
        const std::span<const float> x = example(call.inputs.front(), n, shape);
        const std::span<float> y = example(call.output, n, shape);
        for_each_position(shape, [&](const Position& at) {
            const Line line = line_at(at, call.weights);
            value_at(y, shape, at) = static_cast<float>(value_at(x, shape, at) * line.scale + line.shift);
        });
    }
}

void Normalization::backward(const BackwardCall& call) const {
    const Shape& shape = call.forward.output_shape;
    const std::span<float> dx = call.input_gradients.front();
    for (std::int64_t n = 0; n < call.forward.batch && !dx.empty(); ++n) {
        const std::span<const float> from = example(call.output_gradient, n, shape);
        const std::span<float> to = example(dx, n, shape);
        for_each_position(shape, [&](const Position& at) {
            value_at(to, shape, at) =
                static_cast<float>(value_at(from, shape, at) * line_at(at, call.forward.weights).scale);
        });
    }
    for (const std::span<float> gradient : call.weight_gradients) std::ranges::fill(gradient, 0.F);
}

void Normalization::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const Line line = line_at(at, call.weights);
    const double value = value_at(call.inputs.front(), call.output_shape, at);
    explanation.combination = Combination::sum;
    explanation.terms.push_back({.from = at, .value = value, .weight = line.scale, .product = value * line.scale});
    explanation.bias = line.shift;
    explanation.figures = {{tr("mean"), line.mean}, {tr("variance"), line.variance}};
}

Region Normalization::source(const Region& output, std::size_t /*which*/, std::span<const Shape> /*inputs*/) const {
    return output;
}

Region Normalization::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> /*inputs*/) const {
    return input;
}

DisplayName Normalization::display_name(std::span<const Shape> /*inputs*/) const {
    return {std::string(type()), std::string(type()), {}};
}

}  // namespace convscope::nn
