#include "core/io/tfjs/tfjs.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/files.h"
#include "core/base/json_reader.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/keras/read/config.h"
#include "core/io/keras/read/fields.h"
#include "core/io/tfjs/graph_model.h"
#include "core/io/tfjs/weights.h"
#include "core/io/transfer/confined.h"

namespace convscope::tfjs {

using nlohmann::json;

namespace {

constexpr std::uint64_t kMaxTextBytes = std::uint64_t{1} << 26;
constexpr Message kRemedy = tr("save it as a layers model with model.save() of TensorFlow.js");

/// Finds weights by their names in TensorFlow.js: MODEL/LAYER/WEIGHT, with the names of all enclosing models.
class NamedArrays {
  public:
    NamedArrays(const std::string& file, std::vector<Array> arrays) : file_(file), arrays_(std::move(arrays)) {}

    /// Reads the weights of the whole model.
    void read(const keras::LayerWeights& model, std::vector<keras::StoredWeight>& all) {
        collect_names(model);
        read(model, all, "");
    }

  private:
    void collect_names(const keras::LayerWeights& layer) {
        layers_.insert(layer.name);
        for (const keras::LayerWeights& inner : layer.layers) collect_names(inner);
    }

    void read(const keras::LayerWeights& layer, std::vector<keras::StoredWeight>& all, const std::string& scope) {
        for (const std::size_t index : layer.weights)
            if (!all[index].unused) take(find(scope, layer.name, all[index].name), all[index], layer.name);
        for (const keras::LayerWeights& inner : layer.layers)
            read(inner, all, layer.name.empty() ? "" : scope + layer.name + "/");
    }

    /// True if the name has the part LAYER or, if `numbered`, LAYER_2 with any number, unless a layer has that name.
    bool names_layer(const std::string& name, const std::string& layer, bool numbered) const {
        std::size_t start = 0;
        for (std::size_t end = 0; (end = name.find('/', start)) != std::string::npos; start = end + 1) {
            const std::string part = name.substr(start, end - start);
            if (!numbered && part == layer) return true;
            const std::string prefix = layer + "_";
            const bool has_number = part.size() > prefix.size() && part.starts_with(prefix) &&
                                    part.find_first_not_of("0123456789", prefix.size()) == std::string::npos;
            if (numbered && has_number && !layers_.contains(part)) return true;
        }
        return false;
    }

    /// The unused array with the whole name; else the one named LAYER/WEIGHT; else, for TensorFlow 2.2 and later, the
    /// one named LAYER/.../WEIGHT with other names in between; else one of these with a number after the layer's name,
    /// as Keras writes for a model that was built twice in one session.
    Array& find(const std::string& scope, const std::string& layer, const std::string& weight) {
        const std::string short_name = layer + "/" + weight;
        for (const std::string& name : {scope + short_name, short_name})
            for (Array& array : arrays_)
                if (array.name == name && !array.used) return array;
        Array* found = find_part(layer, weight, false);
        if (found == nullptr) found = find_part(layer, weight, true);
        if (found == nullptr) throw LoadError(file_, tr("has no {} for the layer \"{}\"", weight, layer), kRemedy);
        return *found;
    }

    /// The only unused array LAYER/.../WEIGHT; null if there is none. See names_layer().
    Array* find_part(const std::string& layer, const std::string& weight, bool numbered) {
        Array* found = nullptr;
        for (Array& array : arrays_) {
            const bool ends = array.name.ends_with("/" + weight);
            if (array.used || !ends || !names_layer(array.name, layer, numbered)) continue;
            if (found != nullptr)
                throw LoadError(file_, tr("has several weights {} for the layer \"{}\"", weight, layer), kRemedy);
            found = &array;
        }
        return found;
    }

    void take(Array& array, keras::StoredWeight& weight, const std::string& layer) const {
        if (array.shape != weight.shape)
            throw LoadError(file_,
                            tr("has {} with shape {} where its model needs {}", array.name, to_string(array.shape),
                               to_string(weight.shape)),
                            tr("save model and weights together"));
        array.used = true;
        weight.values = std::move(array.values);
        keras::check_finite(weight.values, file_, array.name, layer);
    }

    const std::string& file_;
    std::vector<Array> arrays_;
    std::set<std::string> layers_;  ///< names of all layers of the model
};

/// The model's configuration: `model_config` of the topology, which may be a text with JSON, or else the topology.
json configuration_in(const json& root, const std::string& file) {
    const json& topology = json_member(root, "modelTopology");
    const json& config = json_member(topology, "model_config");
    if (config.is_string()) return keras::parse_config(config.get_ref<const std::string&>(), file);
    json found = config.is_null() ? topology : config;
    if (const json& version = json_member(topology, "keras_version"); found.is_object() && version.is_string())
        found.emplace("keras_version", version);
    return found;
}

/// The names of all files of weights in a model.json, whatever else is in it.
std::vector<std::string> names_in(std::span<const std::uint8_t> bytes) {
    std::vector<std::string> names;
    const json root = json::parse(bytes.begin(), bytes.end(), nullptr, false);
    for (const json& group : json_member(root, "weightsManifest"))
        for (const json& name : json_member(group, "paths"))
            if (name.is_string()) names.push_back(name.get<std::string>());
    return names;
}

}  // namespace

nn::Model decode_model(std::span<const std::uint8_t> bytes, const std::string& file, const WeightFiles& weights,
                       const keras::LambdaMeanings& lambdas) {
    const json root = keras::parse_config({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, file);
    const bool is_graph = is_graph_model(root);
    if (!is_graph && !json_member(root, "modelTopology").is_object())
        throw LoadError(file, tr("has weights without the model's layers"), kRemedy);
    std::vector<Array> arrays = read_arrays(file, json_member(root, "weightsManifest"), weights);
    if (is_graph) return read_graph_model(root, std::move(arrays), file);
    const keras::ContainerAttributes attributes{.file = file, .version = {}, .backend = {}, .lambdas = lambdas};
    return keras::model_from_config(configuration_in(root, file), attributes, [&](keras::ModelWeights& stored) {
        NamedArrays(file, std::move(arrays)).read(stored.model, stored.all);
    });
}

nn::Model load(const std::filesystem::path& path, const keras::LambdaMeanings& lambdas, const std::stop_token& stop) {
    const MappedFile file(path, kMaxTextBytes, kRemedy);
    return confined_model({path, file.size(), stop}, [&](const WeightFiles& weights) {
        return decode_model(file.bytes(), path.string(), weights, lambdas);
    });
}

std::vector<std::filesystem::path> weight_files(const std::filesystem::path& path) {
    std::vector<std::string> names;
    try {
        const MappedFile file(path, kMaxTextBytes, kRemedy);
        names = confined_value({path, file.size()}, [&] { return names_in(file.bytes()); });
    } catch (const LoadError&) {
        return {};
    }
    std::vector<std::filesystem::path> files;
    files.reserve(names.size());
    for (const std::string& name : names) files.push_back(path.parent_path() / name);
    return files;
}

}  // namespace convscope::tfjs
