#include "app/cli/classification.h"

#include <fmt/format.h>

#include <stdexcept>

#include "core/image/files/load.h"
#include "core/nn/input/picture_input.h"

namespace convscope {

nn::Plan run_on_picture(const nn::Model& model, const std::string& picture) {
    nn::Plan plan(model, 1);
    try {
        plan.set_input(0, input_tensor({.picture = load_picture(picture)}, model).values);
    } catch (const nn::ShapeError& error) {
        const nn::Node& input = model.node(model.inputs().front());
        throw nn::ModelError(input.name, input.layer->type(), error.what());
    }
    plan.run();
    return plan;
}

std::vector<nn::RankedClass> ranked_classes(const nn::Plan& plan) {
    const nn::Model& model = plan.model();
    const int output = model.outputs().front();
    if (!nn::gives_classes(model))
        throw std::runtime_error(fmt::format(
            "the model's output \"{}\" has the shape {}, which is not a list of classes; use a model that classifies",
            model.node(output).name, to_string(model.node(output).shape)));
    return nn::ranked_classes(model, plan.activation(output));
}

}  // namespace convscope
