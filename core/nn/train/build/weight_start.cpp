#include "core/nn/train/build/weight_start.h"

#include <algorithm>
#include <utility>

#include "core/base/text/translation.h"
#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/pointwise/activation_layer.h"

namespace convscope::nn {

namespace {

/// A kernel whose values for all input channels of one kind and all filters are equal.
Tensor twin_kernel(const Tensor& kernel, std::size_t twin_inputs, bool has_twin_filters) {
    Tensor result = kernel;
    const auto filters = static_cast<std::size_t>(kernel.shape.channels());
    for (std::size_t i = 0; i < result.values.size(); ++i) {
        const std::size_t row = i / filters;
        const std::size_t filter = has_twin_filters ? 0 : i % filters;
        result.values[i] = kernel.values[(row - row % twin_inputs) * filters + filter];
    }
    return result;
}

bool has_glorot_kernel(const Model& model, int node) {
    const std::vector<WeightSpec> specs = model.node(node).layer->weights(model.input_shapes(node));
    return !specs.empty() && specs.front().initializer == Initializer::glorot_uniform;
}

Model with_zeros(const Model& model) {
    Model result = model;
    for (int i = 0; i < model.size(); ++i) {
        if (!has_glorot_kernel(model, i)) continue;
        const Shape& shape = model.node(i).weights.front()->shape;
        result = result.with_weight(
            i, 0,
            std::make_shared<const Tensor>(Tensor{shape, std::vector<float>(static_cast<std::size_t>(shape.count()))}));
    }
    return result;
}

Model with_twins(const Model& model) {
    Model result = model;
    int last = -1;
    for (int i = 0; i < model.size(); ++i)
        if (has_glorot_kernel(model, i)) last = i;
    std::size_t twin_inputs = 1;
    for (int i = 0; i < model.size(); ++i) {
        if (!has_glorot_kernel(model, i)) continue;
        const Tensor& kernel = *model.node(i).weights.front();
        // The kernel's last axis but one counts input channels or, after Flatten, positions x channels.
        const bool fits = kernel.shape.axes.at(kernel.shape.rank() - 2) % static_cast<std::int64_t>(twin_inputs) == 0;
        result = result.with_weight(
            i, 0, std::make_shared<const Tensor>(twin_kernel(kernel, fits ? twin_inputs : 1, i != last)));
        twin_inputs = static_cast<std::size_t>(kernel.shape.channels());
    }
    return result;
}

Model with_small_filters(const Model& model) {
    constexpr float kSmall = .1F;
    for (int i = 0; i < model.size(); ++i) {
        if (!has_glorot_kernel(model, i)) continue;
        Tensor kernel = *model.node(i).weights.front();
        for (float& value : kernel.values) value *= kSmall;
        return model.with_weight(i, 0, std::make_shared<const Tensor>(std::move(kernel)));
    }
    return model;
}

bool has_equal_shapes(const Node& a, const Node& b) {
    return std::ranges::equal(a.weights, b.weights,
                              [](const SharedTensor& x, const SharedTensor& y) { return x->shape == y->shape; });
}

/// The Dense layer that gives the scores: the output node, or the one before an activation.
int score_layer(const Model& model) {
    int node = model.outputs().front();
    while (dynamic_cast<const ActivationLayer*>(model.node(node).layer.get()) != nullptr)
        node = model.node(node).inputs.front();
    if (dynamic_cast<const Dense*>(model.node(node).layer.get()) == nullptr)
        throw ModelError(model.node(node).name, model.node(node).layer->type(),
                         tr("ends the network, but only a Dense layer can be replaced for other classes"));
    return node;
}

}  // namespace

Model with_start(const Model& model, WeightStart start, std::uint64_t seed) {
    Model random = initialised(model, seed);
    switch (start) {
        case WeightStart::glorot:
            break;
        case WeightStart::zeros:
            return with_zeros(random);
        case WeightStart::twins:
            return with_twins(random);
        case WeightStart::small:
            return with_small_filters(random);
    }
    return random;
}

Model with_weights_of(const Model& model, const Model& given, int& taken) {
    Model result = model;
    taken = 0;
    for (int i = 0; i < model.size(); ++i) {
        const auto found = given.find(model.node(i).name);
        if (!found || model.node(i).weights.empty() || !has_equal_shapes(model.node(i), given.node(*found))) continue;
        ++taken;
        for (std::size_t w = 0; w < model.node(i).weights.size(); ++w)
            result = result.with_weight(i, w, given.node(*found).weights[w]);
    }
    return result;
}

Model with_classes(const Model& given, std::int64_t classes, std::vector<std::string> class_names, std::uint64_t seed) {
    const int scores = score_layer(given);
    ModelInfo info = given.info();
    info.labels = std::move(class_names);
    Dense::Parameters parameters = dynamic_cast<const Dense&>(*given.node(scores).layer).parameters();
    if (parameters.units == classes) return given.with_info(std::move(info));
    parameters.units = classes;
    ModelBuilder builder(std::move(info));
    for (int i = 0; i < given.size(); ++i) {
        const Node& node = given.node(i);
        if (node.inputs.empty())
            builder.input(node.name, node.declared_shape());
        else if (i == scores)
            builder.add(node.name, std::make_shared<Dense>(parameters), node.inputs);
        else
            builder.add(node.name, node.layer, node.inputs, node.weights);
        builder.set_trainable(i, node.trainable);
    }
    Model model = builder.build(given.outputs(), given.output_names());
    Model random = initialised(model, seed);
    for (std::size_t w = 0; w < random.node(scores).weights.size(); ++w)
        model = model.with_weight(scores, w, random.node(scores).weights[w]);
    for (const int input : given.inputs()) model = model.with_input_shape(input, given.node(input).shape);
    return model;
}

}  // namespace convscope::nn
