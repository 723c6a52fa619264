#include "core/io/keras_h5.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/io/files.h"
#include "core/io/hdf5_reader.h"
#include "core/io/hdf5_writer.h"
#include "core/io/isolated.h"
#include "core/io/keras_config.h"
#include "core/io/keras_fields.h"
#include "core/io/keras_info.h"
#include "core/load_error.h"

namespace convscope {

using nn::Model;
using nn::Tensor;
using nn::WeightSpec;

namespace {

/// The newest version whose names and settings are all written; Keras goes by it when it reads.
const char* const kKerasVersion = "2.15.0";
const char* const kWeightsGroup = "model_weights";
const char* const kInfoAttribute = "convscope";
const char* const kRemedy = "a whole model as model.save(\"name.h5\") writes it works";

/// What reading may take: far more than any sound file of that size needs.
constexpr std::uint64_t kSeconds = 2, kBytesPerSecond = std::uint64_t{1} << 24;
constexpr std::uint64_t kMemory = std::uint64_t{1} << 29, kMemoryPerByte = 16;

/// The weights of a file, layer by layer.
class StoredWeights {
  public:
    explicit StoredWeights(const hdf5::ReadGroup& root) : group_(root.group(kWeightsGroup)) {
        const auto names = group_.texts("layer_names");
        if (!names) throw LoadError(root.file(), "does not list its layers", kRemedy, "attribute layer_names");
        for (const std::string& name : *names) names_.insert(checked_name(name, root.file(), "a list of layers"));
    }

    std::vector<Tensor> of_layer(const std::string& layer, const std::vector<WeightSpec>& wanted) const {
        const std::string& file = group_.file();
        if (names_.erase(layer) == 0) {
            if (wanted.empty()) return {};
            throw LoadError(file, fmt::format("has no weights for the layer \"{}\"", layer), kRemedy);
        }
        const hdf5::ReadGroup group = group_.group(layer);
        const auto names = group.texts("weight_names");
        if (!names) throw LoadError(file, fmt::format("does not list the weights of the layer \"{}\"", layer), kRemedy);
        if (names->size() != wanted.size())
            throw LoadError(
                file,
                fmt::format("has {} weights for the layer \"{}\", which has {}", names->size(), layer, wanted.size()),
                "save model and weights together");
        std::vector<Tensor> tensors;
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const std::string& name = checked_name((*names)[i], file, "a weight");
            tensors.push_back({wanted[i].shape, group.floats(name, wanted[i].shape.axes)});
            if (!std::ranges::all_of(tensors.back().values, [](float value) { return std::isfinite(value); }))
                throw LoadError(file,
                                fmt::format("has NaN or infinity in the weight {} of the layer \"{}\"", name, layer),
                                "train it again with a lower rate, or take an earlier copy");
        }
        return tensors;
    }

    /// Throws LoadError when a listed layer has weights that of_layer() was not asked for.
    void check_all_used() const {
        for (const std::string& name : names_)
            if (const auto weights = group_.group(name).texts("weight_names"); weights && !weights->empty())
                throw LoadError(group_.file(),
                                fmt::format("has weights for \"{}\", which is no layer of its model", name),
                                "save model and weights together");
    }

  private:
    hdf5::ReadGroup group_;
    mutable std::set<std::string> names_;  ///< not yet asked for
};

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

/// Sends configuration, Keras's version, what convscope tells (or nothing), the weights in the order in which they are
/// asked for, and an empty text at the end. Throws LoadError.
void send_model(const std::filesystem::path& path, const IsolatedSender& sender) {
    const hdf5::Session session;
    const hdf5::ReadGroup root = hdf5::ReadGroup::open(path);
    const std::string& file = root.file();
    const std::optional<std::string> config = root.text("model_config");
    if (!config) throw LoadError(file, "holds no model", kRemedy, "attribute model_config");
    const std::string version = root.text("keras_version").value_or("");
    sender.send(*config);
    sender.send(version);
    sender.send(root.text(kInfoAttribute).value_or(""));
    const StoredWeights weights(root);
    model_from_keras_json(*config, file, version, [&](const std::string& layer, const std::vector<WeightSpec>& wanted) {
        std::vector<Tensor> tensors = weights.of_layer(layer, wanted);
        for (const Tensor& tensor : tensors) sender.send(tensor.values);
        return tensors;
    });
    weights.check_all_used();
    sender.send("");
}

}  // namespace

Model load_keras_h5(const std::filesystem::path& path) {
    const std::string file = path.string();
    const std::uint64_t bytes = hdf5::checked_size(path);
    // The library is not made for files that someone tampered with; see isolated.h.
    const auto seconds = static_cast<unsigned>(kSeconds + bytes / kBytesPerSecond);
    IsolatedWork work(file, seconds, kMemory + kMemoryPerByte * bytes,
                      [&](const IsolatedSender& sender) { send_model(path, sender); });
    const std::string config = work.receive_text(), version = work.receive_text(), info = work.receive_text();
    const Model model = model_from_keras_json(config, file, version, [&](const auto&, const auto& wanted) {
        std::vector<Tensor> tensors;
        tensors.reserve(wanted.size());
        for (const WeightSpec& weight : wanted)
            tensors.push_back({weight.shape, work.receive_floats(static_cast<std::size_t>(weight.shape.count()))});
        return tensors;
    });
    work.receive_text();  // the end, or what is wrong with the rest of the file
    return info.empty() ? model : model.with_info(model_info_from_json(info, model.info(), file));
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

bool looks_like_hdf5(const std::filesystem::path& file) {
    return hdf5::looks_like_hdf5(file);
}

}  // namespace convscope
