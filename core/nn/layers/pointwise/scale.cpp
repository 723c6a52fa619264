#include "core/nn/layers/pointwise/scale.h"

#include "core/base/text/translation.h"
#include "core/nn/layers/batch.h"

namespace convscope::nn {

Shape Scale::output_shape(std::span<const Shape> inputs) const {
    const Shape& input = only_input(inputs);
    const Shape& constants = parameters_.shape;
    bool fits = constants.rank() <= input.rank();
    for (std::size_t i = 1; fits && i <= constants.rank(); ++i) {
        const std::int64_t length = constants.axes[constants.rank() - i];
        fits = length == 1 || length == input.axes[input.rank() - i];
    }
    if (!fits)
        throw ShapeError(
            tr("has constants of {}, which do not broadcast to {}", to_string(constants), to_string(input)));
    return input;
}

std::vector<WeightSpec> Scale::weights(std::span<const Shape> /*inputs*/) const {
    std::vector<WeightSpec> specs;
    if (parameters_.use_scale) specs.push_back({"scale", parameters_.shape, Initializer::ones});
    if (parameters_.use_offset) specs.push_back({"offset", parameters_.shape});
    return specs;
}

std::size_t Scale::constant_at(const Position& at) const {
    const Shape& constants = parameters_.shape;
    const Position place{constants.rows() == 1 ? 0 : at.row, constants.cols() == 1 ? 0 : at.col,
                         constants.channels() == 1 ? 0 : at.channel};
    return static_cast<std::size_t>(index_of(constants, place));
}

void Scale::forward(const ForwardCall& call) const {
    const Shape& shape = call.output_shape;
    for (std::int64_t n = 0; n < call.batch; ++n) {
        const std::span<const float> x = example(call.inputs.front(), n, shape);
        const std::span<float> y = example(call.output, n, shape);
        for_each_position(shape, [&](const Position& at) {
            const std::size_t constant = constant_at(at);
            const double scale = parameters_.use_scale ? call.weights.front()[constant] : 1.0;
            const double offset = parameters_.use_offset ? call.weights.back()[constant] : 0.0;
            value_at(y, shape, at) = static_cast<float>(value_at(x, shape, at) * scale + offset);
        });
    }
}

void Scale::backward(const BackwardCall& call) const {
    const ForwardCall& f = call.forward;
    const Shape& shape = f.output_shape;
    const std::span<float> dx = call.input_gradients.front();
    const auto count = static_cast<std::size_t>(parameters_.shape.count());
    std::vector<double> dscale(count), doffset(count);
    for (std::int64_t n = 0; n < f.batch; ++n)
        for_each_position(shape, [&](const Position& at) {
            const auto index = static_cast<std::size_t>(n * shape.count() + index_of(shape, at));
            const std::size_t constant = constant_at(at);
            const double dy = call.output_gradient[index];
            dscale[constant] += dy * f.inputs.front()[index];
            doffset[constant] += dy;
            const double scale = parameters_.use_scale ? f.weights.front()[constant] : 1.0;
            if (!dx.empty()) dx[index] = static_cast<float>(dy * scale);
        });
    if (parameters_.use_scale && !call.weight_gradients.front().empty()) narrow(dscale, call.weight_gradients.front());
    if (parameters_.use_offset && !call.weight_gradients.back().empty()) narrow(doffset, call.weight_gradients.back());
}

void Scale::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const std::size_t constant = constant_at(at);
    const double value = value_at(call.inputs.front(), call.output_shape, at);
    const double weight = parameters_.use_scale ? call.weights.front()[constant] : 1.0;
    explanation.combination = Combination::sum;
    if (parameters_.use_offset) explanation.bias = call.weights.back()[constant];
    explanation.terms.push_back({.from = at, .value = value, .weight = weight, .product = value * weight});
}

Region Scale::source(const Region& output, std::size_t /*which*/, std::span<const Shape> /*inputs*/) const {
    return output;
}

Region Scale::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> /*inputs*/) const {
    return input;
}

}  // namespace convscope::nn
