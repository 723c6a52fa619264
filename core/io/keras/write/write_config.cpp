#include "core/io/keras/write/write_config.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace convscope::keras {

using nlohmann::json;
using nn::Model;

namespace {

json reference(const std::string& name) {
    return json::array({name, 0, 0});
}

json layer_json(const LayerConfig& layer, bool sequential) {
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

/// References to the last layer of each of these nodes.
json references(const std::vector<int>& nodes, const std::vector<LayerConfig>& layers) {
    json list = json::array();
    for (const int node : nodes)
        list.push_back(reference(std::ranges::find(layers.rbegin(), layers.rend(), node, &LayerConfig::node)->name));
    return list;
}

}  // namespace

std::string write_config(const Model& model, const std::vector<LayerConfig>& layers) {
    const bool sequential = model.is_chain() && model.inputs().size() == 1;
    json config{{"name", model.info().name}, {"layers", json::array()}};
    for (const LayerConfig& layer : layers) config["layers"].push_back(layer_json(layer, sequential));
    if (!sequential) {
        config["input_layers"] = references(model.inputs(), layers);
        config["output_layers"] = references(model.outputs(), layers);
    }
    // Every Keras 2 and 3 reads a graph by the older of its two names, Model and Functional.
    const char* const class_name = sequential ? "Sequential" : "Model";
    try {
        // Escapes keep the text ASCII, as Python's do.
        return json{{"class_name", class_name}, {"config", std::move(config)}}.dump(-1, ' ', true);
    } catch (const json::exception&) {
        throw nn::ModelError(model.info().name, "model", "has a name that is not UTF-8");
    }
}

std::string write_config(const Model& model) {
    return write_config(model, write_layers(model));
}

}  // namespace convscope::keras
