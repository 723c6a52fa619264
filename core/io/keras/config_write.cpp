#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "core/io/keras/activation.h"
#include "core/io/keras/config.h"
#include "core/io/keras/layers.h"
#include "core/nn/layers/input.h"

namespace convscope {

using nlohmann::json;
using nn::Model;
using nn::Node;

namespace {

using Indices = std::vector<std::size_t>;
constexpr std::size_t kNotMet = std::numeric_limits<std::size_t>::max();

/// When Keras meets each layer on its way from the outputs to the inputs: it numbers a layer, then follows the layer's
/// inputs one after the other. kNotMet for those that no output needs.
Indices met(const std::vector<Indices>& inputs, const Indices& outputs) {
    Indices numbers(inputs.size(), kNotMet);
    Indices stack(outputs.rbegin(), outputs.rend());
    for (std::size_t next = 0; !stack.empty();) {
        const std::size_t layer = stack.back();
        stack.pop_back();
        if (numbers[layer] != kNotMet) continue;
        numbers[layer] = next++;
        stack.insert(stack.end(), inputs[layer].rbegin(), inputs[layer].rend());
    }
    return numbers;
}

/// Puts the layers, of which each follows its inputs, into the order of Model.layers in Keras: by the longest way to an
/// output, then as they are met. Keras gives a file's weights to layers in this order, whatever their names.
std::vector<KerasLayer> in_keras_order(std::vector<KerasLayer> layers, const std::vector<std::string>& outputs) {
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < layers.size(); ++i) places[layers[i].name] = i;
    const auto places_of = [&](const std::vector<std::string>& names) {
        Indices found;
        for (const std::string& name : names) found.push_back(places.at(name));
        return found;
    };
    std::vector<Indices> inputs;
    inputs.reserve(layers.size());
    for (const KerasLayer& layer : layers) inputs.push_back(places_of(layer.inputs));
    const Indices numbers = met(inputs, places_of(outputs));
    std::vector<std::int64_t> depths(layers.size(), 0);
    for (std::size_t i = layers.size(); i-- > 0;)
        for (const std::size_t input : inputs[i]) depths[input] = std::max(depths[input], depths[i] + 1);

    Indices order(layers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return std::pair(-depths[i], numbers[i]); });
    std::vector<KerasLayer> sorted;
    for (const std::size_t i : order) sorted.push_back(std::move(layers[i]));
    return sorted;
}

std::string free_name(const std::string& wanted, std::set<std::string>& taken) {
    std::string name = wanted;
    for (int i = 1; !taken.insert(name).second; ++i) name = fmt::format("{}_{}", wanted, i);
    return name;
}

json batch_shape(const nn::Shape& shape) {
    json lengths = json::array({nullptr});
    for (const std::int64_t length : shape.axes) lengths.push_back(length);
    return lengths;
}

/// The layers that one node becomes: itself, and its activation where that takes a layer of its own.
std::vector<KerasLayer> layers_of(const Model& model, int index, std::set<std::string>& taken) {
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
        KerasClass itself = keras_class(*node.layer, shapes);
        std::vector<KerasLayer> layers{{node.name,
                                        itself.name,
                                        std::move(itself.config),
                                        {},
                                        stored_weights(itself.name, *node.layer, shapes),
                                        index}};
        layers.front().config["trainable"] = node.trainable;
        if (itself.rest.is_linear()) return layers;
        KerasActivationLayer activation = activation_layer(itself.rest);
        if (!activation.fault.empty()) throw nn::ShapeError(activation.fault);
        std::string name = free_name(fmt::format("{}_{}", node.name, nn::name_of(itself.rest.kind)), taken);
        layers.push_back(
            {std::move(name), std::move(activation.class_name), std::move(activation.config), {node.name}, {}, index});
        return layers;
    } catch (const nn::ShapeError& error) {
        throw nn::ModelError(node.name, node.layer->type(), error.what());
    }
}

json reference(const std::string& name) {
    return json::array({name, 0, 0});
}

json layer_json(const KerasLayer& layer, bool sequential) {
    json written{{"class_name", layer.class_name}, {"config", layer.config}};
    written["config"]["name"] = layer.name;
    written["config"]["dtype"] = "float32";
    if (sequential) return written;
    written["name"] = layer.name;
    written["inbound_nodes"] = json::array();
    if (layer.inputs.empty()) return written;
    json call = json::array();
    for (const std::string& input : layer.inputs) {
        call.push_back(reference(input));
        call.back().push_back(json::object());
    }
    written["inbound_nodes"].push_back(std::move(call));
    return written;
}

}  // namespace

std::vector<KerasLayer> keras_layers(const Model& model) {
    std::set<std::string> taken;
    for (const Node& node : model.nodes()) taken.insert(node.name);
    // The name of the layer that puts out what the node does.
    std::vector<std::string> last;
    std::vector<KerasLayer> layers;
    for (int index = 0; index < model.size(); ++index) {
        std::vector<KerasLayer> made = layers_of(model, index, taken);
        for (const int input : model.node(index).inputs)
            made.front().inputs.push_back(last[static_cast<std::size_t>(input)]);
        last.push_back(made.back().name);
        std::ranges::move(made, std::back_inserter(layers));
    }
    std::vector<std::string> outputs;
    for (const int output : model.outputs()) outputs.push_back(last[static_cast<std::size_t>(output)]);
    return in_keras_order(std::move(layers), outputs);
}

std::string keras_json(const Model& model, const std::vector<KerasLayer>& layers) {
    const bool sequential = model.is_chain() && model.inputs().size() == 1;
    json config{{"name", model.info().name}, {"layers", json::array()}};
    for (const KerasLayer& layer : layers) config["layers"].push_back(layer_json(layer, sequential));
    if (!sequential) {
        // Every Keras 2 and 3 reads a graph by the older of its two names, Model and Functional.
        const auto references = [&](const std::vector<int>& nodes) {
            json list = json::array();
            for (const int node : nodes) {
                const auto found = std::ranges::find(layers.rbegin(), layers.rend(), node, &KerasLayer::node);
                list.push_back(reference(found->name));
            }
            return list;
        };
        config["input_layers"] = references(model.inputs());
        config["output_layers"] = references(model.outputs());
    }
    try {
        // Escapes keep the text ASCII, as Python's are.
        return json{{"class_name", sequential ? "Sequential" : "Model"}, {"config", std::move(config)}}.dump(-1, ' ',
                                                                                                             true);
    } catch (const json::exception&) {
        throw nn::ModelError(model.info().name, "model", "has a name that is not UTF-8");
    }
}

std::string keras_json(const Model& model) {
    return keras_json(model, keras_layers(model));
}

}  // namespace convscope
