#include "core/nn/layers/channels/dense.h"

#include "core/base/text/translation.h"
#include "core/nn/layers/batch.h"

namespace convscope::nn {

Dense::Dense(Parameters parameters) : parameters_(parameters) {
    if (parameters_.units < 1) throw ShapeError(tr("needs at least one unit, not {}", parameters_.units));
}

Shape Dense::output_shape(std::span<const Shape> inputs) const {
    Shape shape = only_input(inputs);
    if (shape.rank() < 1) throw ShapeError(tr("needs at least one axis of features"));
    shape.axes.back() = parameters_.units;
    return shape;
}

std::vector<WeightSpec> Dense::weights(std::span<const Shape> inputs) const {
    std::vector<WeightSpec> specs{
        {"kernel", {inputs.front().channels(), parameters_.units}, Initializer::glorot_uniform}};
    if (parameters_.use_bias) specs.push_back({"bias", {parameters_.units}});
    return specs;
}

void Dense::forward(const ForwardCall& call) const {
    const auto features = static_cast<std::size_t>(call.input_shapes.front().channels());
    const auto units = static_cast<std::size_t>(parameters_.units);
    const std::span<const float> x = call.inputs.front();
    const std::span<const float> kernel = call.weights.front();
    std::vector<double> sums(units);
    for (std::size_t row = 0; row * units < call.output.size(); ++row) {
        for (std::size_t u = 0; u < units; ++u) sums[u] = parameters_.use_bias ? call.weights[1][u] : 0;
        for (std::size_t f = 0; f < features; ++f)
            for (std::size_t u = 0; u < units; ++u) sums[u] += double{x[row * features + f]} * kernel[f * units + u];
        narrow(sums, call.output.subspan(row * units, units));
    }
}

void Dense::backward(const BackwardCall& call) const {
    const auto features = static_cast<std::size_t>(call.forward.input_shapes.front().channels());
    const auto units = static_cast<std::size_t>(parameters_.units);
    const std::span<const float> x = call.forward.inputs.front();
    const std::span<const float> kernel = call.forward.weights.front();
    const std::span<float> dx = call.input_gradients.front();
    std::vector<double> dkernel(call.weight_gradients[0].size());
    std::vector<double> dbias(parameters_.use_bias ? call.weight_gradients[1].size() : 0);
    for (std::size_t row = 0; row * units < call.output_gradient.size(); ++row) {
        const std::span<const float> gradient = call.output_gradient.subspan(row * units, units);
        for (std::size_t f = 0; f < features; ++f) {
            double sum = 0;
            for (std::size_t u = 0; u < units; ++u) {
                sum += double{gradient[u]} * kernel[f * units + u];
                if (!dkernel.empty()) dkernel[f * units + u] += double{gradient[u]} * x[row * features + f];
            }
            if (!dx.empty()) dx[row * features + f] = static_cast<float>(sum);
        }
        if (!dbias.empty())
            for (std::size_t u = 0; u < units; ++u) dbias[u] += gradient[u];
    }
    narrow(dkernel, call.weight_gradients[0]);
    if (!dbias.empty()) narrow(dbias, call.weight_gradients[1]);
}

void Dense::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const Shape& input = call.input_shapes.front();
    explanation.combination = Combination::sum;
    const auto unit = static_cast<std::size_t>(at.channel);
    if (parameters_.use_bias) explanation.bias = call.weights[1][unit];
    explanation.terms.reserve(static_cast<std::size_t>(input.channels()));
    for (std::int64_t feature = 0; feature < input.channels(); ++feature) {
        const Position from{at.row, at.col, feature};
        const double value = call.inputs[0][static_cast<std::size_t>(index_of(input, from))];
        const double weight = call.weights[0][static_cast<std::size_t>(feature * parameters_.units) + unit];
        explanation.terms.push_back({.from = from, .value = value, .weight = weight, .product = value * weight});
    }
}

Region Dense::source(const Region& output, std::size_t /*which*/, std::span<const Shape> inputs) const {
    return {output.rows, output.cols, {0, inputs.front().channels()}};
}

Region Dense::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> /*inputs*/) const {
    return {input.rows, input.cols, {0, parameters_.units}};
}

std::int64_t Dense::multiply_adds(std::span<const Shape> inputs) const {
    return inputs.front().count() * parameters_.units;
}

}  // namespace convscope::nn
