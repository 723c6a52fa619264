#include "core/nn/layers/channels/arg_max.h"

#include "core/base/text/translation.h"
#include "core/nn/layers/batch.h"

namespace convscope::nn {

Shape ArgMax::output_shape(std::span<const Shape> inputs) const {
    Shape shape = only_input(inputs);
    if (shape.rank() < 1) throw ShapeError(tr("needs at least one axis of features"));
    shape.axes.back() = 1;
    return shape;
}

std::size_t ArgMax::index_in(std::span<const float> channels) const {
    std::size_t best = 0;
    for (std::size_t i = 1; i < channels.size(); ++i)
        if (channels[i] > channels[best] || (takes_last_ && channels[i] == channels[best])) best = i;
    return best;
}

void ArgMax::forward(const ForwardCall& call) const {
    const auto channels = static_cast<std::size_t>(call.input_shapes.front().channels());
    for (std::size_t i = 0; i < call.output.size(); ++i)
        call.output[i] = static_cast<float>(index_in(call.inputs.front().subspan(i * channels, channels)));
}

void ArgMax::backward(const BackwardCall& call) const {
    std::ranges::fill(call.input_gradients.front(), 0.F);
}

void ArgMax::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const auto channels = static_cast<std::size_t>(call.input_shapes.front().channels());
    const auto pixel = static_cast<std::size_t>(index_of(call.output_shape, at));
    const std::span<const float> values = call.inputs.front().subspan(pixel * channels, channels);
    const std::size_t best = index_in(values);
    explanation.combination = Combination::sum;
    explanation.bias = static_cast<double>(best);
    explanation.terms.push_back(
        {.from = {at.row, at.col, static_cast<std::int64_t>(best)}, .value = values[best], .weight = 0, .product = 0});
}

Region ArgMax::source(const Region& output, std::size_t /*which*/, std::span<const Shape> inputs) const {
    return {output.rows, output.cols, {0, inputs.front().channels()}};
}

Region ArgMax::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> /*inputs*/) const {
    return {input.rows, input.cols, {0, 1}};
}

}  // namespace convscope::nn
