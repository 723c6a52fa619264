#include "core/nn/layers/pointwise/prelu.h"

#include "core/base/text/translation.h"
#include "core/nn/layers/batch.h"

namespace convscope::nn {

Shape PReLU::output_shape(std::span<const Shape> inputs) const {
    const Shape& input = only_input(inputs);
    bool fits = slopes_.rank() == input.rank() && input.rank() > 0;
    for (std::size_t i = 0; fits && i < input.rank(); ++i)
        fits = slopes_.axes[i] == 1 || slopes_.axes[i] == input.axes[i];
    if (!fits) throw ShapeError(tr("has slopes of {}, which do not fit {}", to_string(slopes_), to_string(input)));
    return input;
}

std::vector<WeightSpec> PReLU::weights(std::span<const Shape> /*inputs*/) const {
    return {{"alpha", slopes_}};
}

std::size_t PReLU::slope_at(const Position& at) const {
    const Position place{slopes_.rows() == 1 ? 0 : at.row, slopes_.cols() == 1 ? 0 : at.col,
                         slopes_.channels() == 1 ? 0 : at.channel};
    return static_cast<std::size_t>(index_of(slopes_, place));
}

void PReLU::forward(const ForwardCall& call) const {
    const Shape& shape = call.output_shape;
    for (std::int64_t n = 0; n < call.batch; ++n) {
        const std::span<const float> x = example(call.inputs.front(), n, shape);
        const std::span<float> y = example(call.output, n, shape);
        for_each_position(shape, [&](const Position& at) {
            const float value = value_at(x, shape, at);
            value_at(y, shape, at) = value > 0 ? value : value * call.weights.front()[slope_at(at)];
        });
    }
}

void PReLU::backward(const BackwardCall& call) const {
    const ForwardCall& f = call.forward;
    const Shape& shape = f.output_shape;
    const std::span<float> dx = call.input_gradients.front();
    std::vector<double> dalpha(static_cast<std::size_t>(slopes_.count()));
    for (std::int64_t n = 0; n < f.batch; ++n)
        for_each_position(shape, [&](const Position& at) {
            const auto index = static_cast<std::size_t>(n * shape.count() + index_of(shape, at));
            const std::size_t slope = slope_at(at);
            const float x = f.inputs.front()[index], dy = call.output_gradient[index];
            if (x <= 0) dalpha[slope] += double{dy} * x;
            if (!dx.empty()) dx[index] = x > 0 ? dy : dy * f.weights.front()[slope];
        });
    if (!call.weight_gradients.front().empty()) narrow(dalpha, call.weight_gradients.front());
}

void PReLU::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const double value = value_at(call.inputs.front(), call.output_shape, at);
    const double alpha = call.weights.front()[slope_at(at)];
    const double weight = value > 0 ? 1 : alpha;
    explanation.combination = Combination::sum;
    explanation.terms.push_back({.from = at, .value = value, .weight = weight, .product = value * weight});
    explanation.figures = {{"alpha", alpha}};
}

Region PReLU::source(const Region& output, std::size_t /*which*/, std::span<const Shape> /*inputs*/) const {
    return output;
}

Region PReLU::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> /*inputs*/) const {
    return input;
}

}  // namespace convscope::nn
