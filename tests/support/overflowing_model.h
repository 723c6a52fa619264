// A model whose output is not finite.
#pragma once

#include <memory>
#include <vector>

#include "core/nn/train/architectures.h"

namespace convscope::samples {

/// The untrained course model with all weights 1e38: all values after the input exceed the range of float.
inline nn::Model overflowing_model() {
    const nn::Model model = nn::course_model(1);
    nn::ModelBuilder builder(model.info());
    for (const nn::Node& node : model.nodes()) {
        if (node.inputs.empty()) {
            builder.input(node.name, node.shape);
            continue;
        }
        std::vector<nn::SharedTensor> weights;
        weights.reserve(node.weights.size());
        for (const nn::SharedTensor& weight : node.weights)
            weights.push_back(std::make_shared<const nn::Tensor>(
                nn::Tensor{weight->shape, std::vector<float>(weight->values.size(), 1e38F)}));
        builder.add(node.name, node.layer, node.inputs, weights);
    }
    return builder.build();
}

}  // namespace convscope::samples
