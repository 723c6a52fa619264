#include "core/io/keras/read/sequential.h"

#include <nlohmann/json.hpp>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/keras/read/nested_model.h"

namespace convscope::keras {

using nlohmann::json;

namespace {

/// The outputs of the models in a Merge layer. A model of Keras 1 may begin with one; each of its models has an input.
Values read_branches(const LayerEntry& merge, Assembly& assembly, LayerWeights& weights) {
    const std::vector<LayerEntry> branches = read_entries(layers_of(*merge.config), assembly);
    list_layers(branches, assembly, weights);
    Values values;
    for (std::size_t i = 0; i < branches.size(); ++i) {
        if (!is_model(branches[i])) assembly.refuse(tr("merges layers that are not models"), merge.name);
        assembly.enter(branches[i].name);
        const Values outputs = read_model(branches[i], std::nullopt, assembly, weights.layers[i]);
        assembly.leave();
        values.insert(values.end(), outputs.begin(), outputs.end());
    }
    return values;
}

Values add_inputs(const LayerEntry& model, const std::vector<LayerEntry>& entries, Assembly& assembly,
                  LayerWeights& weights) {
    const LayerEntry& first = entries.front();
    if (first.class_name == "Merge" && json_member(*first.config, "layers").is_array())
        return read_branches(first, assembly, weights.layers.front());
    std::optional<nn::Shape> shape = input_shape(first, assembly);
    if (!shape) shape = read_shape(json_member(*model.config, "build_input_shape"), 1, first.name, assembly);
    if (!shape)
        throw LoadError(assembly.file(), tr("does not state the shape of its input"),
                        tr("begin the model with an Input layer, or give its first layer a batch_input_shape"));
    const bool has_input_layer = first.class_name == "InputLayer";
    return {assembly.add_input(has_input_layer ? first.name : first.name + "_input", *shape,
                               is_channels_first(layers_of(*model.config)))};
}

}  // namespace

Values read_sequential(const LayerEntry& model, std::optional<Values> inputs, Assembly& assembly,
                       LayerWeights& weights) {
    const std::vector<LayerEntry> entries = read_entries(layers_of(*model.config), assembly);
    list_layers(entries, assembly, weights);
    Values values = inputs ? std::move(*inputs) : add_inputs(model, entries, assembly, weights);
    const bool has_input_layer = entries.front().class_name == "InputLayer";
    for (std::size_t i = has_input_layer ? 1 : 0; i < entries.size(); ++i)
        values = read_call(entries[i], std::move(values), assembly, weights.layers[i]);
    return values;
}

}  // namespace convscope::keras
