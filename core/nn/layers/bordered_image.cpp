#include "core/nn/layers/bordered_image.h"

#include "core/nn/layers/batch.h"

namespace convscope::nn {

namespace {

Region moved(const Region& region, std::int64_t rows, std::int64_t cols) {
    return {{region.rows.begin + rows, region.rows.end + rows},
            {region.cols.begin + cols, region.cols.end + cols},
            region.channels};
}

}  // namespace

void BorderedImage::forward(const ForwardCall& call) const {
    const Shape& image = call.input_shapes.front();
    for (std::int64_t n = 0; n < call.batch; ++n) {
        const std::span<const float> x = example(call.inputs.front(), n, image);
        const std::span<float> y = example(call.output, n, call.output_shape);
        for_each_position(call.output_shape, [&](const Position& output) {
            const Position from{output.row - growth_.top, output.col - growth_.left, output.channel};
            value_at(y, call.output_shape, output) = contains(image, from) ? value_at(x, image, from) : 0.F;
        });
    }
}

void BorderedImage::backward(const BackwardCall& call) const {
    const ForwardCall& f = call.forward;
    const Shape& image = f.input_shapes.front();
    if (call.input_gradients.front().empty()) return;
    for (std::int64_t n = 0; n < f.batch; ++n) {
        const std::span<const float> dy = example(call.output_gradient, n, f.output_shape);
        const std::span<float> dx = example(call.input_gradients.front(), n, image);
        for_each_position(image, [&](const Position& input) {
            const Position to{input.row + growth_.top, input.col + growth_.left, input.channel};
            value_at(dx, image, input) = contains(f.output_shape, to) ? value_at(dy, f.output_shape, to) : 0.F;
        });
    }
}

void BorderedImage::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const Shape& image = call.input_shapes.front();
    const Position from{at.row - growth_.top, at.col - growth_.left, at.channel};
    explanation.combination = Combination::copy;
    if (!contains(image, from)) return;
    const double value = value_at(call.inputs.front(), image, from);
    explanation.terms.push_back({.from = from, .value = value, .product = value});
}

Region BorderedImage::source(const Region& output, std::size_t /*which*/, std::span<const Shape> /*inputs*/) const {
    return moved(output, -growth_.top, -growth_.left);
}

Region BorderedImage::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> /*inputs*/) const {
    return moved(input, growth_.top, growth_.left);
}

}  // namespace convscope::nn
