#include "app/cli/classification.h"

#include <fmt/format.h>

#include <algorithm>
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
        plan.set_input(0, nn::prepared(load_picture(picture), model.info().preparation, input.shape).values);
    } catch (const nn::ShapeError& error) {
        throw nn::ModelError(input.name, input.layer->type(), error.what());
    }
    plan.run();
    return plan;
}

std::vector<RankedClass> ranked_classes(const nn::Plan& plan) {
    const nn::Model& model = plan.model();
    const int output = model.outputs().front();
    const nn::Shape& shape = model.node(output).shape;
    if (shape.rank() != 1)
        throw std::runtime_error(fmt::format("the model's output \"{}\" is {}, no list of classes",
                                             model.node(output).name, to_string(shape)));
    const std::vector<std::string>& labels = model.info().labels;
    std::vector<RankedClass> classes;
    for (const float value : plan.activation(output)) {
        const std::size_t index = classes.size();
        classes.push_back({index, index < labels.size() ? labels[index] : std::to_string(index), value});
    }
    std::ranges::stable_sort(classes, std::ranges::greater(), &RankedClass::value);
    return classes;
}

}  // namespace convscope
