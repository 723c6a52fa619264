#include "core/io/keras/write/write_layers.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "core/io/keras/activation.h"
#include "core/io/keras/write/write_layer_class.h"

namespace convscope::keras {

using nlohmann::json;
using nn::Model;
using nn::Node;

namespace {

using Indices = std::vector<std::size_t>;
constexpr std::size_t kNotVisited = std::numeric_limits<std::size_t>::max();

/// The order in which Keras visits the layers: depth first from the outputs, a layer before its inputs.
/// kNotVisited for layers that no output depends on.
Indices visit_numbers(const std::vector<Indices>& inputs, const Indices& outputs) {
    Indices numbers(inputs.size(), kNotVisited);
    Indices stack(outputs.rbegin(), outputs.rend());
    for (std::size_t next = 0; !stack.empty();) {
        const std::size_t layer = stack.back();
        stack.pop_back();
        if (numbers[layer] != kNotVisited) continue;
        numbers[layer] = next++;
        stack.insert(stack.end(), inputs[layer].rbegin(), inputs[layer].rend());
    }
    return numbers;
}

/// Sorts layers into the order of Keras's Model.layers: by the longest path to an output, then by visit number. In
/// `layers` each layer must come after its inputs. Keras assigns a file's weights to layers in this order, whatever
/// their names are.
std::vector<LayerConfig> in_keras_order(std::vector<LayerConfig> layers, const std::vector<std::string>& outputs) {
    std::map<std::string, std::size_t> indices;
    for (std::size_t i = 0; i < layers.size(); ++i) indices[layers[i].name] = i;
    const auto indices_of = [&](const std::vector<std::string>& names) {
        Indices found;
        for (const std::string& name : names) found.push_back(indices.at(name));
        return found;
    };
    std::vector<Indices> inputs;
    inputs.reserve(layers.size());
    for (const LayerConfig& layer : layers) inputs.push_back(indices_of(layer.inputs));
    const Indices numbers = visit_numbers(inputs, indices_of(outputs));
    std::vector<std::int64_t> depths(layers.size(), 0);
    for (std::size_t i = layers.size(); i-- > 0;)
        for (const std::size_t input : inputs[i]) depths[input] = std::max(depths[input], depths[i] + 1);

    Indices order(layers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return std::pair(-depths[i], numbers[i]); });
    std::vector<LayerConfig> sorted;
    for (const std::size_t i : order) sorted.push_back(std::move(layers[i]));
    return sorted;
}

/// `name`, with a number if it is in use; adds the result to `used`.
std::string free_name(const std::string& name, std::set<std::string>& used) {
    std::string unused = name;
    for (int i = 1; !used.insert(unused).second; ++i) unused = fmt::format("{}_{}", name, i);
    return unused;
}

json batch_shape(const nn::Shape& shape) {
    json lengths = json::array({nullptr});
    for (const std::int64_t length : shape.axes) lengths.push_back(length);
    return lengths;
}

/// The layers that one node becomes: its own, and one for its activation if Keras needs a separate layer for it.
std::vector<LayerConfig> layers_of(const Model& model, int index, std::set<std::string>& used) {
    const Node& node = model.node(index);
    const std::vector<nn::Shape> shapes = model.input_shapes(index);
    if (node.layer->type() == "InputLayer")
        return {{node.name,
                 "InputLayer",
                 {{"batch_input_shape", batch_shape(node.declared_shape())}, {"sparse", false}},
                 {},
                 {},
                 index}};
    try {
        ClassConfig written = write_layer_class(*node.layer, shapes);
        std::vector<LayerConfig> layers{{node.name,
                                         written.name,
                                         std::move(written.config),
                                         {},
                                         stored_weights(written.name, *node.layer, shapes),
                                         index}};
        layers.front().config["trainable"] = node.trainable;
        if (written.separate_activation.is_linear()) return layers;
        ActivationLayerConfig activation = activation_layer_config(written.separate_activation);
        if (!activation.fault.empty()) throw nn::ShapeError(activation.fault);
        std::string name =
            free_name(fmt::format("{}_{}", node.name, nn::name_of(written.separate_activation.kind)), used);
        layers.push_back(
            {std::move(name), std::move(activation.class_name), std::move(activation.config), {node.name}, {}, index});
        return layers;
    } catch (const nn::ShapeError& error) {
        throw nn::ModelError(node.name, node.display_name.kind, error.what());
    }
}

}  // namespace

std::vector<LayerConfig> write_layers(const Model& model) {
    std::set<std::string> used;
    for (const Node& node : model.nodes()) used.insert(node.name);
    // The name of the last layer of each node.
    std::vector<std::string> last_layers;
    std::vector<LayerConfig> layers;
    for (int index = 0; index < model.size(); ++index) {
        std::vector<LayerConfig> added = layers_of(model, index, used);
        for (const int input : model.node(index).inputs)
            added.front().inputs.push_back(last_layers[static_cast<std::size_t>(input)]);
        last_layers.push_back(added.back().name);
        std::ranges::move(added, std::back_inserter(layers));
    }
    std::vector<std::string> outputs;
    for (const int output : model.outputs()) outputs.push_back(last_layers[static_cast<std::size_t>(output)]);
    return in_keras_order(std::move(layers), outputs);
}

}  // namespace convscope::keras
