#include "app/cli/classification.h"

#include <fmt/format.h>

#include <stdexcept>

#include "core/image/load.h"

namespace convscope {

nn::Plan run_on_picture(const nn::Model& model, const std::string& picture) {
    const nn::Node& input = model.node(model.inputs().front());
    if (model.inputs().size() != 1)
        throw std::runtime_error(
            fmt::format("the model has {} inputs; 'convscope run' takes them as .npy", model.inputs().size()));
    nn::Plan plan(model, 1);
    try {
        plan.set_input(0, nn::preprocessed(load_picture(picture), model.info().preprocessing, input.shape).values);
    } catch (const nn::ShapeError& error) {
        throw nn::ModelError(input.name, input.layer->type(), error.what());
    }
    plan.run();
    return plan;
}

std::vector<nn::RankedClass> ranked_classes(const nn::Plan& plan) {
    const nn::Model& model = plan.model();
    const int output = model.outputs().front();
    if (!nn::gives_classes(model))
        throw std::runtime_error(fmt::format("the model's output \"{}\" is {}, no list of classes",
                                             model.node(output).name, to_string(model.node(output).shape)));
    return nn::ranked_classes(model, plan.activation(output));
}

}  // namespace convscope
