#include "core/io/keras/config.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/load_error.h"
#include "core/io/keras/assembly.h"
#include "core/io/keras/fields.h"
#include "core/io/keras/graph.h"

namespace convscope {

using nlohmann::json;
using nn::Model;

namespace {

/// True where Keras 3 wrote types: as objects of that class.
bool has_type_objects(const json& value) {
    if (value.is_object() && json_member(value, "class_name") == "DTypePolicy") return true;
    return value.is_structured() && std::ranges::any_of(value, has_type_objects);
}

/// Keras's major version: by what the text says, by what its container says, by how Keras 3 writes types.
int major_version(const json& root, const std::string& keras_version) {
    const json& own = json_member(root, "keras_version");
    const std::string version = own.is_string() ? own.get<std::string>() : keras_version;
    if (version.empty()) return has_type_objects(root) ? 3 : 2;
    return version.front() >= '3' && version.front() <= '9' ? 3 : 2;
}

bool is_theano(const json& root, const std::string& backend) {
    const json& own = json_member(root, "backend");
    return backend.empty() ? own == "theano" : backend == "theano";
}

}  // namespace

Model model_from_keras_config(const json& root, const KerasOrigin& origin, const KerasWeightReader& weights) {
    const std::string& file = origin.file;
    const KerasSource source{file, major_version(root, origin.version), is_theano(root, origin.backend)};
    const json& config = root.is_array() ? root : json_member(root, "config");
    nn::ModelInfo info;
    if (const json& name = json_member(config, "name"); !name.is_null())
        info.name = checked_name(name, file, "a model");
    KerasAssembly assembly(source, config);
    const json& class_name = json_member(root, "class_name");
    const std::string kind = root.is_array()        ? "Sequential"
                             : class_name.is_null() ? "nothing"
                                                    : checked_name(class_name, file, "a model's kind");
    const json nowhere;
    const KerasEntry entry{info.name, kind, &config, &nowhere};
    if (!is_keras_model(entry)) assembly.refuse(fmt::format("describes {} as its model", kind));
    try {
        std::vector<KerasValue> outputs = read_keras_model(entry, std::nullopt, assembly, assembly.weights().model);
        return assembly.build(std::move(outputs), std::move(info), weights);
    } catch (const nn::ModelError& error) {
        throw LoadError(file, error.what(), "give the layer parameters and inputs that fit");
    }
}

Model model_from_keras_json(std::string_view text, const KerasOrigin& origin, const KerasWeightReader& weights) {
    return model_from_keras_config(parse_keras_json(text, origin.file), origin, weights);
}

Model model_from_keras_json(std::string_view text, const std::string& file) {
    return model_from_keras_json(text, KerasOrigin{.file = file, .version = {}, .backend = {}}, nullptr);
}

}  // namespace convscope
