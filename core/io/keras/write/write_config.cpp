#include "core/io/keras/write/write_config.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/text/translation.h"

namespace convscope::keras {

using nlohmann::json;
using nn::Model;

namespace {

json reference(const std::string& name) {
    return json::array({name, 0, 0});
}

json layer_json(const LayerConfig& layer, bool sequential) {
    json entry{{"class_name", layer.class_name}, {"config", layer.config}};
    entry["config"]["name"] = layer.name;
    entry["config"]["dtype"] = "float32";
    if (sequential) return entry;
    entry["name"] = layer.name;
    entry["inbound_nodes"] = json::array();
    if (layer.inputs.empty()) return entry;
    json call = json::array();
    for (const std::string& input : layer.inputs) {
        call.push_back(reference(input));
        call.back().push_back(json::object());
    }
    entry["inbound_nodes"].push_back(std::move(call));
    return entry;
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
    // All versions of Keras 2 and 3 read "Model", the older of the two class names for a graph; the other is
    // "Functional".
    const char* const class_name = sequential ? "Sequential" : "Model";
    try {
        // The last argument escapes non-ASCII characters, as Python's json module does.
        return json{{"class_name", class_name}, {"config", std::move(config)}}.dump(-1, ' ', true);
    } catch (const json::exception&) {
        throw nn::ModelError(model.info().name, "model", tr("has a name that is not UTF-8"));
    }
}

std::string write_config(const Model& model) {
    return write_config(model, write_layers(model));
}

}  // namespace convscope::keras
