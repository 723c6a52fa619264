// Runs a model on tensors in the layout of its file, as `convscope run` does.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/io/npy/npy.h"
#include "core/nn/model/model.h"
#include "core/nn/plan/plan.h"

namespace convscope::samples {

/// A plan that has run on these arrays, one per input of the model, in the layout of its file. Inputs without a batch
/// axis are repeated for every example.
inline nn::Plan raw_run(const nn::Model& model, const std::vector<NpyArray>& inputs) {
    std::int64_t batch = 1;
    for (std::size_t i = 0; i < model.inputs().size(); ++i) {
        const nn::Layout layout = model.node(model.inputs()[i]).file_layout();
        const auto count = nn::examples_in(layout, nn::Shape(inputs.at(i).shape));
        if (!count) throw std::runtime_error("an input does not have the shape " + to_string(layout));
        if (layout.is_batched()) batch = *count;
    }
    nn::Plan plan(model, batch);
    for (std::size_t i = 0; i < model.inputs().size(); ++i) {
        const nn::Layout layout = model.node(model.inputs()[i]).file_layout();
        const std::vector<float> values =
            nn::from_file_layout(layout, layout.is_batched() ? batch : 1, inputs[i].values);
        std::vector<float> all;
        while (all.size() < static_cast<std::size_t>(batch * layout.count()))
            all.insert(all.end(), values.begin(), values.end());
        plan.set_input(i, all);
    }
    plan.run();
    return plan;
}

/// The output of the node in the layout of the file.
inline nn::Tensor raw_output(const nn::Plan& plan, int node) {
    return nn::to_file_layout(plan.model().node(node).file_layout(), plan.batch(), plan.activation(node));
}

/// The model's outputs by name.
inline std::map<std::string, nn::Tensor> raw_outputs(const nn::Plan& plan) {
    std::map<std::string, nn::Tensor> outputs;
    for (std::size_t i = 0; i < plan.model().outputs().size(); ++i)
        outputs.emplace(plan.model().output_names()[i], raw_output(plan, plan.model().outputs()[i]));
    return outputs;
}

}  // namespace convscope::samples
