#include "core/nn/layers/merge/merge.h"

#include "core/base/text/translation.h"
#include "core/nn/layers/batch.h"

namespace convscope::nn {

namespace {

/// The shape to which both shapes broadcast.
Shape broadcast(const Shape& a, const Shape& b) {
    const Shape& longer = a.rank() >= b.rank() ? a : b;
    const Shape& shorter = a.rank() >= b.rank() ? b : a;
    Shape result = longer;
    const std::size_t missing = longer.rank() - shorter.rank();
    for (std::size_t i = 0; i < shorter.rank(); ++i) {
        std::int64_t& length = result.axes[missing + i];
        if (length != shorter.axes[i] && length != 1 && shorter.axes[i] != 1)
            throw ShapeError(tr("needs inputs of the same shape, not {} and {}", to_string(a), to_string(b)));
        length = std::max(length, shorter.axes[i]);
    }
    return result;
}

}  // namespace

Shape Merge::output_shape(std::span<const Shape> inputs) const {
    if (inputs.size() < 2) throw ShapeError(tr("needs two inputs or more, not {}", inputs.size()));
    Shape shape = inputs.front();
    for (const Shape& input : inputs.subspan(1)) shape = broadcast(shape, input);
    return shape;
}

Position Merge::origin(const Shape& input, const Position& output) {
    return {input.rows() == 1 ? 0 : output.row, input.cols() == 1 ? 0 : output.col,
            input.channels() == 1 ? 0 : output.channel};
}

double Merge::value_of(const ForwardCall& call, std::int64_t n, const Position& output, std::size_t which) {
    const Shape& shape = call.input_shapes[which];
    return value_at(example(call.inputs[which], n, shape), shape, origin(shape, output));
}

void Merge::forward(const ForwardCall& call) const {
    for (std::int64_t n = 0; n < call.batch; ++n) {
        const std::span<float> y = example(call.output, n, call.output_shape);
        for_each_position(call.output_shape, [&](const Position& output) {
            value_at(y, call.output_shape, output) = static_cast<float>(combined(call, n, output));
        });
    }
}

void Merge::backward(const BackwardCall& call) const {
    const ForwardCall& f = call.forward;
    for (std::size_t i = 0; i < f.inputs.size(); ++i) {
        const Shape& shape = f.input_shapes[i];
        std::vector<double> dx(call.input_gradients[i].size());
        if (dx.empty()) continue;
        for (std::int64_t n = 0; n < f.batch; ++n) {
            const std::span<const float> dy = example(call.output_gradient, n, f.output_shape);
            const std::span<double> sums = example(std::span(dx), n, shape);
            for_each_position(f.output_shape, [&](const Position& output) {
                value_at(sums, shape, origin(shape, output)) +=
                    value_at(dy, f.output_shape, output) * slope(f, n, output, i);
            });
        }
        narrow(dx, call.input_gradients[i]);
    }
}

std::vector<Term> Merge::terms_of(const ExplainCall& call, const Position& output) {
    std::vector<Term> terms;
    for (std::size_t i = 0; i < call.inputs.size(); ++i) {
        const Position from = origin(call.input_shapes[i], output);
        const double value = value_at(call.inputs[i], call.input_shapes[i], from);
        terms.push_back({.input = i, .from = from, .value = value, .product = value});
    }
    return terms;
}

Region Merge::source(const Region& output, std::size_t which, std::span<const Shape> inputs) const {
    const Shape& input = inputs[which];
    const auto from = [](std::int64_t length, Interval interval) { return length == 1 ? Interval{0, 1} : interval; };
    return {from(input.rows(), output.rows), from(input.cols(), output.cols), from(input.channels(), output.channels)};
}

Region Merge::reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const {
    const Shape& input_shape = inputs[which];
    const Shape output = output_shape(inputs);
    const auto to = [](std::int64_t length, std::int64_t output_length, Interval interval) {
        return length == 1 ? Interval{0, output_length} : interval;
    };
    return {to(input_shape.rows(), output.rows(), input.rows), to(input_shape.cols(), output.cols(), input.cols),
            to(input_shape.channels(), output.channels(), input.channels)};
}

}  // namespace convscope::nn
