#include "tests/core/nn/layers/layer_run.h"

#include <algorithm>
#include <numeric>

#include "core/base/random.h"

namespace convscope::nn {

namespace {

using ConstSpans = std::vector<std::span<const float>>;
using Spans = std::vector<std::span<float>>;

/// A ForwardCall with the arrays that it points to.
struct Call {
    ConstSpans inputs, weights;
    ForwardCall forward;

    Call(const LayerRun& run, std::span<float> output)
        : inputs(run.inputs.begin(), run.inputs.end()), weights(run.weights.begin(), run.weights.end()) {
        forward = {.batch = run.batch,
                   .input_shapes = run.input_shapes,
                   .inputs = inputs,
                   .weights = weights,
                   .output_shape = run.output_shape(),
                   .output = output,
                   .training = run.training,
                   .seed = run.seed};
    }
};

/// Buffers of the same sizes, filled with large numbers: gradients must overwrite them.
LayerRun::Buffers filled_like(const LayerRun::Buffers& buffers) {
    LayerRun::Buffers filled;
    for (const std::vector<float>& buffer : buffers) filled.emplace_back(buffer.size(), 1e9F);
    return filled;
}

/// Numbers from -1 to 1 in equal steps, none of them 0, in random order.
std::vector<float> shuffled_levels(std::size_t count, std::uint64_t seed) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), 0);
    for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[random_bits(seed, i) % i]);
    std::vector<float> values(count);
    std::ranges::transform(order, values.begin(), [&](std::size_t level) {
        return (2 * static_cast<float>(level) + 1.2F) / static_cast<float>(count) - 1;
    });
    return values;
}

}  // namespace

std::vector<float> LayerRun::forward() const {
    std::vector<float> output(static_cast<std::size_t>(batch * output_shape().count()));
    layer->forward(Call(*this, output).forward);
    return output;
}

LayerRun::Gradients LayerRun::backward(std::span<const float> output_gradient) const {
    const Call call(*this, {});
    Gradients gradients{filled_like(inputs), filled_like(weights)};
    const Spans input_gradients(gradients.inputs.begin(), gradients.inputs.end());
    const Spans weight_gradients(gradients.weights.begin(), gradients.weights.end());
    layer->backward({call.forward, output_gradient, input_gradients, weight_gradients});
    return gradients;
}

void LayerRun::update_statistics() {
    const Call call(*this, {});
    const Spans writable(weights.begin(), weights.end());
    layer->update_statistics(call.forward, writable);
}

LayerRun random_run(const LayerCase& layer_case, std::int64_t batch, std::uint64_t seed) {
    LayerRun run{.layer = layer_case.layer, .input_shapes = layer_case.inputs, .batch = batch, .seed = seed};
    for (const Shape& shape : layer_case.inputs)
        run.inputs.push_back(shuffled_levels(static_cast<std::size_t>(batch * shape.count()), ++seed));
    for (const WeightSpec& spec : layer_case.layer->weights(layer_case.inputs)) {
        std::vector<float> values(static_cast<std::size_t>(spec.shape.count()));
        ++seed;
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = spec.trainable ? 2 * random_unit(seed, i) - 1 : .5F + random_unit(seed, i);
        run.weights.push_back(std::move(values));
    }
    return run;
}

std::vector<float> run(const SharedLayer& layer, const std::vector<Tensor>& inputs, LayerRun::Buffers weights) {
    LayerRun run{.layer = layer, .weights = std::move(weights)};
    for (const Tensor& input : inputs) {
        run.input_shapes.push_back(input.shape);
        run.inputs.push_back(input.values);
    }
    return run.forward();
}

Model model_of(const LayerRun& run) {
    ModelBuilder builder;
    std::vector<int> inputs;
    for (const Shape& shape : run.input_shapes)
        inputs.push_back(builder.input("input_" + std::to_string(inputs.size()), shape));
    std::vector<SharedTensor> weights;
    const std::vector<WeightSpec> specs = run.layer->weights(run.input_shapes);
    for (std::size_t i = 0; i < specs.size(); ++i)
        weights.push_back(std::make_shared<const Tensor>(Tensor{specs[i].shape, run.weights[i]}));
    builder.add("layer", run.layer, inputs, weights);
    return builder.build();
}

std::string shape_fault(const std::function<void()>& action) {
    try {
        action();
    } catch (const ShapeError& error) {
        return error.what();
    }
    return {};
}

}  // namespace convscope::nn
