#include <fmt/format.h>

#include <set>
#include <span>

#include "core/base/load_error.h"
#include "core/io/keras/graph.h"

namespace convscope {

using nlohmann::json;

namespace {

const json& layers_of(const json& config) {
    return config.is_array() ? config : json_member(config, "layers");
}

/// The branches that Keras 1 keeps in a Merge at the beginning: models with inputs of their own.
std::vector<KerasValue> read_branches(const KerasEntry& merge, KerasAssembly& assembly, KerasHolder& holder) {
    const std::vector<KerasEntry> branches = read_keras_entries(layers_of(*merge.config), assembly);
    hold_keras_layers(branches, assembly, holder);
    std::vector<KerasValue> values;
    for (std::size_t i = 0; i < branches.size(); ++i) {
        if (!is_keras_model(branches[i])) assembly.refuse("merges layers that are no models", merge.name);
        assembly.enter(branches[i].name);
        const std::vector<KerasValue> outputs = read_keras_model(branches[i], std::nullopt, assembly, holder.layers[i]);
        assembly.leave();
        values.insert(values.end(), outputs.begin(), outputs.end());
    }
    return values;
}

std::vector<KerasValue> own_inputs(const KerasEntry& model, const std::vector<KerasEntry>& entries,
                                   KerasAssembly& assembly, KerasHolder& holder) {
    const KerasEntry& first = entries.front();
    if (first.class_name == "Merge" && json_member(*first.config, "layers").is_array())
        return read_branches(first, assembly, holder.layers.front());
    std::optional<nn::Shape> shape = keras_input_shape(first, assembly);
    if (!shape) shape = read_keras_shape(json_member(*model.config, "build_input_shape"), 1, first.name, assembly);
    if (!shape)
        throw LoadError(assembly.file(), "does not tell the shape of its input",
                        "begin the model with an Input layer, or with a batch_input_shape in its first layer");
    const bool has_input_layer = first.class_name == "InputLayer";
    return {assembly.add_input(has_input_layer ? first.name : first.name + "_input", *shape,
                               wants_channels_first(layers_of(*model.config)))};
}

std::vector<KerasValue> read_sequential(const KerasEntry& model, std::optional<std::vector<KerasValue>> inputs,
                                        KerasAssembly& assembly, KerasHolder& holder) {
    const std::vector<KerasEntry> entries = read_keras_entries(layers_of(*model.config), assembly);
    hold_keras_layers(entries, assembly, holder);
    std::vector<KerasValue> values = inputs ? std::move(*inputs) : own_inputs(model, entries, assembly, holder);
    const bool has_input_layer = entries.front().class_name == "InputLayer";
    for (std::size_t i = has_input_layer ? 1 : 0; i < entries.size(); ++i)
        values = assembly.call(entries[i], std::move(values), holder.layers[i]);
    return values;
}

}  // namespace

bool is_keras_model(const KerasEntry& entry) {
    const json& config = *entry.config;
    if (entry.class_name == "Sequential") return true;
    if (entry.class_name == "Model" || entry.class_name == "Functional") return true;
    return json_member(config, "layers").is_array() && !json_member(config, "output_layers").is_null();
}

void hold_keras_layers(const std::vector<KerasEntry>& entries, const KerasAssembly& assembly, KerasHolder& holder) {
    if (!holder.layers.empty()) return;
    std::set<std::string> names;
    for (const KerasEntry& entry : entries) {
        if (!names.insert(entry.name).second) assembly.refuse(fmt::format("has two layers \"{}\"", entry.name));
        const json& trainable = json_member(*entry.config, "trainable");
        holder.layers.push_back({entry.name, entry.class_name, trainable != false, {}, {}});
    }
}

std::vector<KerasValue> read_keras_model(const KerasEntry& entry, std::optional<std::vector<KerasValue>> inputs,
                                         KerasAssembly& assembly, KerasHolder& holder) {
    if (entry.class_name == "Sequential") return read_sequential(entry, std::move(inputs), assembly, holder);
    return read_keras_functional(entry, inputs, assembly, holder);
}

}  // namespace convscope
