#include "core/io/keras/h5.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/io/hdf5/reader.h"
#include "core/io/hdf5/writer.h"
#include "core/io/keras/config.h"
#include "core/io/keras/container.h"
#include "core/io/keras/h5_weights.h"
#include "core/io/model_info.h"

namespace convscope {

using nn::Model;
using nn::WeightSpec;

namespace {

/// The newest version whose names and settings are all written; Keras goes by it when it reads.
const char* const kKerasVersion = "2.15.0";
const char* const kWeightsGroup = "model_weights";
const char* const kInfoAttribute = "convscope";
const char* const kArchitecture = "an architecture as model.to_json() writes it works";
constexpr std::uint64_t kMaxConfigBytes = std::uint64_t{1} << 26;
const char* const kRemedy = "a whole model as model.save(\"name.h5\") writes it works";

/// The name that Keras gives a weight below its layer's group.
std::string weight_name(const std::string& layer, const WeightSpec& weight) {
    return fmt::format("{}/{}:0", layer, weight.name);
}

void write_layer(hdf5::Writer& writer, const Model& model, const KerasLayer& layer) {
    const std::string group = fmt::format("/{}/{}", kWeightsGroup, layer.name);
    std::vector<std::string> names;
    writer.add_group(group);
    for (std::size_t i = 0; i < layer.weights.size(); ++i) {
        const WeightSpec& weight = layer.weights[i];
        names.push_back(weight_name(layer.name, weight));
        writer.add_floats(group + "/" + names.back(), weight.shape.axes, model.node(layer.node).weights[i]->values);
    }
    writer.set_texts(group, "weight_names", names);
}

/// Every group that holds layers tells who wrote it.
void write_origin(hdf5::Writer& writer, const std::string& group) {
    writer.set_text(group, "keras_version", kKerasVersion);
    writer.set_text(group, "backend", "tensorflow");
}

/// The model as Keras has it. Throws LoadError for one that Keras cannot express.
struct KerasForm {
    std::vector<KerasLayer> layers;
    std::string config;
};

KerasForm keras_form(const std::filesystem::path& path, const Model& model) {
    try {
        KerasForm form{.layers = keras_layers(model)};
        form.config = keras_json(model, form.layers);
        return form;
    } catch (const nn::ModelError& error) {
        throw LoadError(path.string(), "cannot be written", "other formats may hold this model", error.what());
    }
}

/// The group that holds the weights: the file's own, or that beside a whole model.
hdf5::ReadGroup weights_group(hdf5::ReadGroup root) {
    if (root.has(kWeightsGroup)) return root.group(kWeightsGroup);
    return root;
}

/// Throws LoadError for what is no whole model, saying what it is instead.
[[noreturn]] void refuse_without_model(const hdf5::ReadGroup& root) {
    if (names_keras_layers(root) || orders_keras_layers(root))
        throw LoadError(root.file(), "holds weights without the model's layers",
                        "give its architecture (model.json) too");
    throw LoadError(root.file(), "holds no model", kRemedy, "attribute model_config");
}

KerasWeightReader weights_of(hdf5::ReadGroup group) {
    // Shared, as a function has to be copyable.
    const auto shared = std::make_shared<const hdf5::ReadGroup>(std::move(group));
    return [shared](KerasWeights& weights) {
        if (names_keras_layers(*shared))
            read_named_keras_weights(*shared, weights);
        else if (orders_keras_layers(*shared))
            read_ordered_keras_weights(*shared, weights);
        else
            throw LoadError(shared->file(), "does not list its layers", kRemedy, "attribute layer_names");
    };
}

KerasContent open_model(const std::filesystem::path& path) {
    const hdf5::ReadGroup root = hdf5::ReadGroup::open(path);
    const std::optional<std::string> config = root.text("model_config");
    if (!config) refuse_without_model(root);
    return {*config,
            root.file(),
            root.text("keras_version").value_or(""),
            root.text("backend").value_or(""),
            root.text(kInfoAttribute).value_or(""),
            weights_of(root.group(kWeightsGroup))};
}

}  // namespace

Model load_keras_h5(const std::filesystem::path& path) {
    return load_keras_container(path.string(), hdf5::checked_size(path), [&] { return open_model(path); });
}

Model load_keras_h5(const std::filesystem::path& architecture, const std::filesystem::path& weights) {
    const std::vector<std::uint8_t> bytes = read_file(architecture, kMaxConfigBytes, kArchitecture);
    const std::string config(bytes.begin(), bytes.end());
    return load_keras_container(weights.string(), hdf5::checked_size(weights), [&] {
        hdf5::ReadGroup group = weights_group(hdf5::ReadGroup::open(weights));
        const std::string backend = group.text("backend").value_or("");
        return KerasContent{config, architecture.string(), "", backend, "", weights_of(std::move(group))};
    });
}

void save_keras_h5(const std::filesystem::path& path, const Model& model) {
    const auto [layers, config] = keras_form(path, model);
    const hdf5::Session session;
    hdf5::Writer writer(path);
    write_origin(writer, "/");
    writer.set_text("/", "model_config", config);
    writer.set_text("/", kInfoAttribute, model_info_json(model.info()));
    const std::string group = std::string("/") + kWeightsGroup;
    writer.add_group(group);
    write_origin(writer, group);
    std::vector<std::string> names;
    names.reserve(layers.size());
    for (const KerasLayer& layer : layers) names.push_back(layer.name);
    writer.set_texts(group, "layer_names", names);
    for (const KerasLayer& layer : layers) write_layer(writer, model, layer);
    writer.save();
}

void check_keras_h5(const std::filesystem::path& path, const Model& model) {
    keras_form(path, model);
    check_writable(path);
}

}  // namespace convscope
