#include "core/nn/layers/shape/bordered_image.h"

#include "core/nn/layers/batch.h"

namespace convscope::nn {

namespace {

/// The position in 0..length-1 whose value is copied to a position inside the image or in its border. With a constant
/// border, positions in the border stay outside.
std::int64_t source_position(std::int64_t position, std::int64_t length, BorderFill::Mode mode) {
    if (mode == BorderFill::Mode::constant) return position;
    if (mode == BorderFill::Mode::edge) return std::clamp<std::int64_t>(position, 0, length - 1);
    return position < 0 ? -position : position >= length ? 2 * (length - 1) - position : position;
}

/// The interval of the input from which an interval of outputs is copied. `before` is the number of positions added
/// before the input.
Interval sources(Interval outputs, std::int64_t before, std::int64_t length, BorderFill::Mode mode) {
    if (mode == BorderFill::Mode::constant) return {outputs.begin - before, outputs.end - before};
    Interval found;
    for (std::int64_t i = outputs.begin; i < outputs.end; ++i) {
        const std::int64_t from = source_position(i - before, length, mode);
        found = found.empty() ? Interval{from, from + 1}
                              : Interval{std::min(found.begin, from), std::max(found.end, from + 1)};
    }
    return found;
}

/// The interval of the outputs that are copied from an interval of the input. `outputs` is the length of the output.
Interval reached(Interval inputs, std::int64_t before, std::int64_t length, std::int64_t outputs,
                 BorderFill::Mode mode) {
    if (mode == BorderFill::Mode::constant) return {inputs.begin + before, inputs.end + before};
    Interval found;
    for (std::int64_t i = 0; i < outputs; ++i) {
        const std::int64_t from = source_position(i - before, length, mode);
        if (from >= inputs.begin && from < inputs.end) found = {found.empty() ? i : found.begin, i + 1};
    }
    return found;
}

}  // namespace

Position BorderedImage::origin(const Position& output, const Shape& image) const {
    return {source_position(output.row - growth_.top, image.rows(), fill_.mode),
            source_position(output.col - growth_.left, image.cols(), fill_.mode), output.channel};
}

void BorderedImage::forward(const ForwardCall& call) const {
    const Shape& image = call.input_shapes.front();
    const Shape& shape = call.output_shape;
    for (std::int64_t n = 0; n < call.batch; ++n) {
        const std::span<const float> x = example(call.inputs.front(), n, image);
        const std::span<float> y = example(call.output, n, shape);
        for (std::int64_t row = 0; row < shape.rows(); ++row)
            for (std::int64_t col = 0; col < shape.cols(); ++col) {
                const Position from = origin({row, col, 0}, image);
                float* const to = &value_at(y, shape, {row, col, 0});
                if (contains(image, from))
                    std::copy_n(&value_at(x, image, from), shape.channels(), to);
                else
                    std::fill_n(to, shape.channels(), fill_.value);
            }
    }
}

void BorderedImage::backward(const BackwardCall& call) const {
    const ForwardCall& f = call.forward;
    const Shape& image = f.input_shapes.front();
    std::vector<double> dx(call.input_gradients.front().size());
    if (dx.empty()) return;
    for (std::int64_t n = 0; n < f.batch; ++n) {
        const std::span<const float> dy = example(call.output_gradient, n, f.output_shape);
        const std::span<double> sums = example(std::span(dx), n, image);
        for_each_position(f.output_shape, [&](const Position& at) {
            const Position from = origin(at, image);
            if (contains(image, from)) value_at(sums, image, from) += value_at(dy, f.output_shape, at);
        });
    }
    narrow(dx, call.input_gradients.front());
}

void BorderedImage::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const Shape& image = call.input_shapes.front();
    const Position from = origin(at, image);
    explanation.combination = Combination::copy;
    explanation.bias = contains(image, from) ? 0 : fill_.value;
    if (!contains(image, from)) return;
    const double value = value_at(call.inputs.front(), image, from);
    explanation.terms.push_back({.from = from, .value = value, .product = value});
}

Region BorderedImage::source(const Region& output, std::size_t /*which*/, std::span<const Shape> inputs) const {
    const Shape& image = inputs.front();
    const Region region = fill_.mode == BorderFill::Mode::constant ? output : clipped(output, output_shape(inputs));
    return {sources(region.rows, growth_.top, image.rows(), fill_.mode),
            sources(region.cols, growth_.left, image.cols(), fill_.mode), output.channels};
}

Region BorderedImage::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> inputs) const {
    const Shape& image = inputs.front();
    const Shape shape = output_shape(inputs);
    return {reached(input.rows, growth_.top, image.rows(), shape.rows(), fill_.mode),
            reached(input.cols, growth_.left, image.cols(), shape.cols(), fill_.mode), input.channels};
}

}  // namespace convscope::nn
