#include "core/nn/layers/multiply.h"

#include "core/nn/layers/batch.h"

namespace convscope::nn {

double Multiply::product(const ForwardCall& call, std::int64_t n, const Position& output, std::size_t left_out) {
    double result = 1;
    for (std::size_t i = 0; i < call.inputs.size(); ++i) {
        const Shape& shape = call.input_shapes[i];
        if (i != left_out) result *= value_at(example(call.inputs[i], n, shape), shape, origin(shape, output));
    }
    return result;
}

void Multiply::forward(const ForwardCall& call) const {
    for (std::int64_t n = 0; n < call.batch; ++n) {
        const std::span<float> y = example(call.output, n, call.output_shape);
        for_each_position(call.output_shape, [&](const Position& output) {
            value_at(y, call.output_shape, output) = static_cast<float>(product(call, n, output, call.inputs.size()));
        });
    }
}

void Multiply::backward(const BackwardCall& call) const {
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
                    value_at(dy, f.output_shape, output) * product(f, n, output, i);
            });
        }
        narrow(dx, call.input_gradients[i]);
    }
}

void Multiply::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    explanation.combination = Combination::product;
    explanation.terms = terms_of(call, at);
}

}  // namespace convscope::nn
