#include "core/nn/plan/reference_operator.h"

#include "core/base/random.h"

namespace convscope::nn {

namespace {

/// A ForwardCall bound to a plan's arrays; with() sets its weights and seed.
struct BoundCall {
    std::vector<std::span<const float>> inputs;
    ForwardCall call;

    BoundCall(const Arrays& arrays, const std::vector<Shape>& shapes, const Shape& output)
        : call{.batch = arrays.count, .input_shapes = shapes, .output_shape = output} {
        for (std::size_t i = 0; i < shapes.size(); ++i)
            inputs.emplace_back(arrays.inputs[i], static_cast<std::size_t>(arrays.count * shapes[i].count()));
        call.inputs = inputs;
        call.output = {arrays.pre_activation, static_cast<std::size_t>(arrays.count * output.count())};
        call.training = arrays.seed != nullptr;
    }
    BoundCall(const BoundCall&) = delete;
    BoundCall& operator=(const BoundCall&) = delete;
    ~BoundCall() = default;

    const ForwardCall& with(WeightSpans weights, const Arrays& arrays) {
        call.weights = weights;
        if (call.training) call.seed = random_bits(*arrays.seed, static_cast<std::uint64_t>(arrays.first_example));
        return call;
    }
};

}  // namespace

Work ReferenceOperator::forward(const Arrays& arrays) {
    return [this, arrays, bound = std::make_shared<BoundCall>(arrays, inputs_, output_)] {
        layer_.forward(bound->with(weights_, arrays));
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
        const bool is_trained = gradients.weights[i] != nullptr;
        const auto size = static_cast<std::size_t>(specs[i].shape.count());
        weight_gradients.emplace_back(gradients.weights[i], is_trained ? size : 0);
    }
    const std::span<const float> gradient(gradients.pre_activation,
                                          static_cast<std::size_t>(arrays.count * output_.count()));
    return [this, arrays, gradient, input_gradients, weight_gradients,
            bound = std::make_shared<BoundCall>(arrays, inputs_, output_)] {
        layer_.backward({bound->with(weights_, arrays), gradient, input_gradients, weight_gradients});
    };
}

bool ReferenceOperator::needs_whole_batch() const {
    return layer_.mixes_examples();
}

}  // namespace convscope::nn
