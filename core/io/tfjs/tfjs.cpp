#include "core/io/tfjs/tfjs.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/io/keras/assembly.h"
#include "core/io/keras/config.h"
#include "core/io/keras/fields.h"
#include "core/io/tfjs/weights.h"

namespace convscope {

using nlohmann::json;

namespace {

constexpr std::uint64_t kMaxTextBytes = std::uint64_t{1} << 26;
const char* const kRemedy = "a layers model as model.save() of TensorFlow.js writes it works";

/// The weights by the names that TensorFlow.js gives them: the layer's and the weight's own, behind those of the models
/// around.
class NamedArrays {
  public:
    NamedArrays(const std::string& file, std::vector<TfjsArray> arrays) : file_(file), arrays_(std::move(arrays)) {}

    void read(const KerasHolder& holder, std::vector<KerasWeight>& all, const std::string& scope) {
        for (const std::size_t place : holder.weights)
            if (!all[place].unused) take(find(scope, holder.name, all[place].name), all[place], holder.name);
        for (const KerasHolder& layer : holder.layers)
            read(layer, all, holder.name.empty() ? "" : scope + holder.name + "/");
    }

  private:
    /// The name that fits best: all of it, its end, or, since TensorFlow 2.2, one that has more between.
    TfjsArray& find(const std::string& scope, const std::string& layer, const std::string& weight) {
        const std::string own = layer + "/" + weight;
        for (const std::string& wanted : {scope + own, own})
            for (TfjsArray& array : arrays_)
                if (array.name == wanted && !array.taken) return array;
        TfjsArray* found = nullptr;
        for (TfjsArray& array : arrays_) {
            const std::string name = "/" + array.name;
            const bool ends = name.ends_with("/" + weight);
            if (array.taken || !ends || name.find("/" + layer + "/") == std::string::npos) continue;
            if (found != nullptr)
                throw LoadError(file_, fmt::format("has several weights {} for the layer \"{}\"", weight, layer),
                                kRemedy);
            found = &array;
        }
        if (found == nullptr)
            throw LoadError(file_, fmt::format("has no {} for the layer \"{}\"", weight, layer), kRemedy);
        return *found;
    }

    void take(TfjsArray& array, KerasWeight& weight, const std::string& layer) const {
        if (array.shape != weight.shape)
            throw LoadError(file_,
                            fmt::format("has {} with shape {} where its model wants {}", array.name,
                                        to_string(array.shape), to_string(weight.shape)),
                            "save model and weights together");
        array.taken = true;
        weight.values = std::move(array.values);
        check_finite(weight.values, file_, array.name, layer);
    }

    const std::string& file_;
    std::vector<TfjsArray> arrays_;
};

/// The topology, bare or in a model_config, which may be text itself.
json topology_in(const json& root, const std::string& file) {
    const json& topology = json_member(root, "modelTopology");
    const json& config = json_member(topology, "model_config");
    if (config.is_string()) return parse_keras_json(config.get_ref<const std::string&>(), file);
    json found = config.is_null() ? topology : config;
    if (const json& version = json_member(topology, "keras_version"); found.is_object() && version.is_string())
        found.emplace("keras_version", version);
    return found;
}

}  // namespace

nn::Model load_tfjs(const std::filesystem::path& path) {
    const std::string file = path.string();
    const std::vector<std::uint8_t> bytes = read_file(path, kMaxTextBytes, kRemedy);
    const json root = parse_keras_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, file);
    const json& topology = json_member(root, "modelTopology");
    if (json_member(root, "format") == "graph-model" || json_member(topology, "node").is_array())
        throw LoadError(file, "is a TensorFlow.js graph model", "convert the model that it was made from to ONNX");
    if (!topology.is_object()) throw LoadError(file, "describes weights without the model's layers", kRemedy);
    std::vector<TfjsArray> arrays = read_tfjs_arrays(path, json_member(root, "weightsManifest"));
    const KerasOrigin origin{.file = file, .version = {}, .backend = {}};
    return model_from_keras_config(topology_in(root, file), origin, [&](KerasWeights& weights) {
        NamedArrays(file, std::move(arrays)).read(weights.model, weights.all, "");
    });
}

}  // namespace convscope
