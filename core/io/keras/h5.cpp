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
#include "core/base/text/translation.h"
#include "core/io/hdf5/reader.h"
#include "core/io/hdf5/writer.h"
#include "core/io/keras/read/container.h"
#include "core/io/keras/read/named_weights.h"
#include "core/io/keras/read/ordered_weights.h"
#include "core/io/keras/write/write_config.h"
#include "core/io/keras/write/write_layers.h"
#include "core/io/model_info.h"
#include "core/io/transfer/confined.h"

namespace convscope::keras {

using nn::Model;
using nn::WeightSpec;

namespace {

/// The Keras version whose names and settings are written. Keras reads a file by the version that it states.
const char* const kKerasVersion = "2.15.0";
const char* const kWeightsGroup = "model_weights";
const char* const kInfoAttribute = "convscope";
constexpr Message kArchitectureRemedy = tr("save the layers with model.to_json()");
constexpr std::uint64_t kMaxConfigBytes = std::uint64_t{1} << 26;
constexpr Message kRemedy = tr("save the whole model with model.save(\"name.h5\")");

/// The name that Keras gives a weight within its layer's group.
std::string weight_name(const std::string& layer, const WeightSpec& weight) {
    return fmt::format("{}/{}:0", layer, weight.name);
}

void write_layer(hdf5::Writer& writer, const Model& model, const LayerConfig& layer) {
    const std::string group = fmt::format("/{}/{}", kWeightsGroup, layer.name);
    std::vector<std::string> names;
    writer.add_group(group);
    for (std::size_t i = 0; i < layer.weights.size(); ++i) {
        const WeightSpec& weight = layer.weights[i];
        names.push_back(weight_name(layer.name, weight));
        // Keras also expects the number of values that a Normalization has averaged. The model does not know it.
        const std::vector<nn::SharedTensor>& tensors = model.node(layer.node).weights;
        const std::vector<float> none(i < tensors.size() ? 0 : static_cast<std::size_t>(weight.shape.count()));
        writer.add_floats(group + "/" + names.back(), weight.shape.axes,
                          i < tensors.size() ? tensors[i]->values : none);
    }
    writer.set_texts(group, "weight_names", names);
}

/// Keras expects its version and backend in every group that lists layers.
void write_origin(hdf5::Writer& writer, const std::string& group) {
    writer.set_text(group, "keras_version", kKerasVersion);
    writer.set_text(group, "backend", "tensorflow");
}

/// A model's layers in Keras's form, and the configuration that lists them.
struct WrittenModel {
    std::vector<LayerConfig> layers;
    std::string config;
};

/// Throws LoadError for a model that Keras cannot express.
WrittenModel written_model(const std::filesystem::path& path, const Model& model) {
    try {
        WrittenModel written{.layers = write_layers(model)};
        written.config = write_config(model, written.layers);
        return written;
    } catch (const nn::ModelError& error) {
        throw LoadError(path.string(), tr("cannot be written"), tr("save it in another format"), error.what());
    }
}

/// The group with the weights: model_weights in a whole model, otherwise the root.
hdf5::ReadGroup weights_group(hdf5::ReadGroup root) {
    if (root.has(kWeightsGroup)) return root.group(kWeightsGroup);
    return root;
}

/// Throws LoadError for a file that is not a whole model: it has only weights, or neither weights nor layers.
[[noreturn]] void refuse_without_model(const hdf5::ReadGroup& root) {
    if (has_named_weights(root) || has_ordered_weights(root))
        throw LoadError(root.file(), tr("has weights without the model's layers"),
                        tr("give its architecture (model.json) too"));
    throw LoadError(root.file(), tr("has no model"), kRemedy, tr("attribute model_config"));
}

WeightReader weights_of(hdf5::ReadGroup group) {
    // std::function has to be copyable, a ReadGroup is not.
    const auto shared = std::make_shared<const hdf5::ReadGroup>(std::move(group));
    return [shared](ModelWeights& weights) {
        if (has_named_weights(*shared))
            read_named_weights(*shared, weights);
        else if (has_ordered_weights(*shared))
            read_ordered_weights(*shared, weights);
        else
            throw LoadError(shared->file(), tr("does not list its layers"), kRemedy, tr("attribute layer_names"));
    };
}

ContainerContent open_model(std::span<const std::uint8_t> bytes, const std::string& file) {
    const hdf5::ReadGroup root = hdf5::ReadGroup::open(bytes, file);
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

Model load_h5(const std::filesystem::path& path, const LambdaMeanings& lambdas, const std::stop_token& stop) {
    const MappedFile file = hdf5::map_file(path);
    return confined_model({path, file.size(), stop}, [&](const WeightFiles& /*none*/) {
        const hdf5::Session session;
        return read_container(path.string(), open_model(file.bytes(), path.string()), lambdas);
    });
}

Model load_h5(const std::filesystem::path& architecture, const std::filesystem::path& weights,
              const LambdaMeanings& lambdas, const std::stop_token& stop) {
    const MappedFile config(architecture, kMaxConfigBytes, kArchitectureRemedy);
    const MappedFile file = hdf5::map_file(weights);
    return confined_model({weights, config.size() + file.size(), stop}, [&](const WeightFiles& /*none*/) {
        const hdf5::Session session;
        hdf5::ReadGroup group = weights_group(hdf5::ReadGroup::open(file.bytes(), weights.string()));
        const ContainerContent content{{config.bytes().begin(), config.bytes().end()},
                                       architecture.string(),
                                       "",
                                       group.text("backend").value_or(""),
                                       "",
                                       weights_of(std::move(group))};
        return read_container(weights.string(), content, lambdas);
    });
}

void save_h5(const std::filesystem::path& path, const Model& model) {
    const auto [layers, config] = written_model(path, model);
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
    for (const LayerConfig& layer : layers) names.push_back(layer.name);
    writer.set_texts(group, "layer_names", names);
    for (const LayerConfig& layer : layers) write_layer(writer, model, layer);
    writer.save();
}

void check_h5(const std::filesystem::path& path, const Model& model) {
    written_model(path, model);
    check_writable(path);
}

}  // namespace convscope::keras
