#include "core/nn/plan/reference_operator.h"

#include "core/nn/random.h"

namespace convscope::nn {

namespace {

/// Spans over a plan's arrays, in the form in which layers take them.
std::vector<std::span<const float>> input_spans(const Arrays& arrays, const std::vector<Shape>& shapes) {
    std::vector<std::span<const float>> spans;
    for (std::size_t i = 0; i < shapes.size(); ++i)
        spans.emplace_back(arrays.inputs[i], static_cast<std::size_t>(arrays.count * shapes[i].count()));
    return spans;
}

ForwardCall call_of(const Arrays& arrays, const std::vector<Shape>& shapes, const Shape& output) {
    ForwardCall call{.batch = arrays.count, .input_shapes = shapes, .output_shape = output};
    call.output = {arrays.linear, static_cast<std::size_t>(arrays.count * output.count())};
    return call;
}

/// Inputs, weights and the step's seed, which change after the work has been bound.
void complete(ForwardCall& call, const Arrays& arrays, std::span<const std::span<const float>> inputs,
              WeightSpans weights) {
    call.inputs = inputs;
    call.weights = weights;
    call.training = arrays.seed != nullptr;
    if (call.training) call.seed = random_bits(*arrays.seed, static_cast<std::uint64_t>(arrays.first_example));
}

}  // namespace

Work ReferenceOperator::forward(const Arrays& arrays) {
    return [this, arrays, inputs = input_spans(arrays, inputs_)] {
        ForwardCall call = call_of(arrays, inputs_, output_);
        complete(call, arrays, inputs, weights_);
        layer_.forward(call);
    };
}

Work ReferenceOperator::backward(const Arrays& arrays, const GradientArrays& gradients) {
    std::vector<std::span<float>> input_gradients, weight_gradients;
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
        const auto size = static_cast<std::size_t>(arrays.count * inputs_[i].count());
        input_gradients.emplace_back(gradients.inputs[i], gradients.inputs[i] == nullptr ? 0 : size);
    }
    const std::vector<WeightSpec> specs = layer_.weights(inputs_);
    for (std::size_t i = 0; i < specs.size(); ++i) {
        const bool wanted = gradients.weights[i] != nullptr;
        const auto size = static_cast<std::size_t>(specs[i].shape.count());
        weight_gradients.emplace_back(gradients.weights[i], wanted ? size : 0);
    }
    const std::span<const float> gradient(gradients.linear, static_cast<std::size_t>(arrays.count * output_.count()));
    return [this, arrays, gradient, inputs = input_spans(arrays, inputs_), input_gradients, weight_gradients] {
        BackwardCall call{call_of(arrays, inputs_, output_), gradient, input_gradients, weight_gradients};
        complete(call.forward, arrays, inputs, weights_);
        layer_.backward(call);
    };
}

bool ReferenceOperator::wants_whole_batch() const {
    return layer_.mixes_examples();
}

}  // namespace convscope::nn
