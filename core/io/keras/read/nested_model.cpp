#include "core/io/keras/read/nested_model.h"

#include <nlohmann/json.hpp>
#include <set>

#include "core/base/text/translation.h"
#include "core/io/keras/read/functional.h"
#include "core/io/keras/read/layers/layer_table.h"
#include "core/io/keras/read/sequential.h"

namespace convscope::keras {

Values read_model(const LayerEntry& entry, std::optional<Values> inputs, Assembly& assembly, LayerWeights& weights) {
    if (entry.class_name == "Sequential") return read_sequential(entry, std::move(inputs), assembly, weights);
    return read_functional(entry, inputs, assembly, weights);
}

Values read_call(const LayerEntry& entry, Values inputs, Assembly& assembly, LayerWeights& weights) {
    assembly.count_call();
    if (is_model(entry)) {
        assembly.enter(entry.name);
        Values outputs = read_model(entry, std::move(inputs), assembly, weights);
        assembly.leave();
        return outputs;
    }
    try {
        return {read_layer(entry, std::move(inputs), assembly, weights)};
    } catch (const nn::ShapeError& error) {
        throw nn::ModelError(entry.name, entry.class_name, error.what());
    }
}

void list_layers(const std::vector<LayerEntry>& entries, const Assembly& assembly, LayerWeights& weights) {
    if (!weights.layers.empty()) return;
    std::set<std::string> names;
    for (const LayerEntry& entry : entries) {
        if (!names.insert(entry.name).second) assembly.refuse(tr("has two layers \"{}\"", entry.name));
        const nlohmann::json& trainable = json_member(*entry.config, "trainable");
        weights.layers.push_back({entry.name, entry.class_name, trainable != false, {}, {}});
    }
}

}  // namespace convscope::keras
