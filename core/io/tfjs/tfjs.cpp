#include "core/io/tfjs/tfjs.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/files.h"
#include "core/base/json_reader.h"
#include "core/base/load_error.h"
#include "core/io/keras/read/config.h"
#include "core/io/keras/read/fields.h"
#include "core/io/tfjs/weights.h"

namespace convscope::tfjs {

using nlohmann::json;

namespace {

constexpr std::uint64_t kMaxTextBytes = std::uint64_t{1} << 26;
const char* const kRemedy = "save it as a layers model with model.save() of TensorFlow.js";

/// Finds weights by their names in TensorFlow.js: MODEL/LAYER/WEIGHT, with the names of all enclosing models.
class NamedArrays {
  public:
    NamedArrays(const std::string& file, std::vector<Array> arrays) : file_(file), arrays_(std::move(arrays)) {}

    void read(const keras::LayerWeights& layer, std::vector<keras::StoredWeight>& all, const std::string& scope) {
        for (const std::size_t index : layer.weights)
            if (!all[index].unused) take(find(scope, layer.name, all[index].name), all[index], layer.name);
        for (const keras::LayerWeights& inner : layer.layers)
            read(inner, all, layer.name.empty() ? "" : scope + layer.name + "/");
    }

  private:
    /// The unused array with the whole name; else the one named LAYER/WEIGHT; else, for TensorFlow 2.2 and later, the
    /// one named LAYER/.../WEIGHT with other names in between.
    Array& find(const std::string& scope, const std::string& layer, const std::string& weight) {
        const std::string short_name = layer + "/" + weight;
        for (const std::string& name : {scope + short_name, short_name})
            for (Array& array : arrays_)
                if (array.name == name && !array.used) return array;
        Array* found = nullptr;
        for (Array& array : arrays_) {
            const std::string name = "/" + array.name;
            const bool ends = name.ends_with("/" + weight);
            if (array.used || !ends || name.find("/" + layer + "/") == std::string::npos) continue;
            if (found != nullptr)
                throw LoadError(file_, fmt::format("has several weights {} for the layer \"{}\"", weight, layer),
                                kRemedy);
            found = &array;
        }
        if (found == nullptr)
            throw LoadError(file_, fmt::format("has no {} for the layer \"{}\"", weight, layer), kRemedy);
        return *found;
    }

    void take(Array& array, keras::StoredWeight& weight, const std::string& layer) const {
        if (array.shape != weight.shape)
            throw LoadError(file_,
                            fmt::format("has {} with shape {} where its model needs {}", array.name,
                                        to_string(array.shape), to_string(weight.shape)),
                            "save model and weights together");
        array.used = true;
        weight.values = std::move(array.values);
        keras::check_finite(weight.values, file_, array.name, layer);
    }

    const std::string& file_;
    std::vector<Array> arrays_;
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

}  // namespace

nn::Model load(const std::filesystem::path& path) {
    const std::string file = path.string();
    const std::vector<std::uint8_t> bytes = read_file(path, kMaxTextBytes, kRemedy);
    const json root = keras::parse_config({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, file);
    const json& topology = json_member(root, "modelTopology");
    if (json_member(root, "format") == "graph-model" || json_member(topology, "node").is_array())
        throw LoadError(file, "is a TensorFlow.js graph model", "convert the original model to ONNX");
    if (!topology.is_object()) throw LoadError(file, "has weights without the model's layers", kRemedy);
    std::vector<Array> arrays = read_arrays(path, json_member(root, "weightsManifest"));
    const keras::ContainerAttributes attributes{.file = file, .version = {}, .backend = {}};
    return keras::model_from_config(configuration_in(root, file), attributes, [&](keras::ModelWeights& weights) {
        NamedArrays(file, std::move(arrays)).read(weights.model, weights.all, "");
    });
}

}  // namespace convscope::tfjs
