#include "core/io/keras/read/config.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/keras/read/assembly.h"
#include "core/io/keras/read/entries.h"
#include "core/io/keras/read/fields.h"
#include "core/io/keras/read/nested_model.h"

namespace convscope::keras {

using nlohmann::json;
using nn::Model;

namespace {

/// True if the configuration contains an object of the class DTypePolicy, which only Keras 3 writes for types.
bool has_type_objects(const json& value) {
    if (value.is_object() && json_member(value, "class_name") == "DTypePolicy") return true;
    return value.is_structured() && std::ranges::any_of(value, has_type_objects);
}

/// Keras's major version: from the configuration, else from its container, else from the form of its types.
int major_version(const json& root, const std::string& keras_version) {
    const json& stated = json_member(root, "keras_version");
    const std::string version = stated.is_string() ? stated.get<std::string>() : keras_version;
    if (version.empty()) return has_type_objects(root) ? 3 : 2;
    return version.front() >= '3' && version.front() <= '9' ? 3 : 2;
}

bool is_theano(const json& root, const std::string& backend) {
    return backend.empty() ? json_member(root, "backend") == "theano" : backend == "theano";
}

}  // namespace

Model model_from_config(const json& root, const ContainerAttributes& attributes, const WeightReader& weights) {
    const std::string& file = attributes.file;
    const Source source{file, major_version(root, attributes.version), is_theano(root, attributes.backend),
                        attributes.lambdas};
    const json& config = root.is_array() ? root : json_member(root, "config");
    nn::ModelInfo info;
    if (const json& name = json_member(config, "name"); !name.is_null())
        info.name = checked_name(name, file, tr("a model"));
    Assembly assembly(source, config);
    const json& class_name = json_member(root, "class_name");
    if (!root.is_array() && class_name.is_null()) assembly.refuse(tr("does not state the class of its model"));
    const std::string kind = root.is_array() ? "Sequential" : checked_name(class_name, file, tr("a model's class"));
    const json no_connections;
    const LayerEntry entry{info.name, kind, &config, &no_connections};
    if (!is_model(entry)) assembly.refuse(tr("has a model of the class {}", kind));
    try {
        Values outputs = read_model(entry, std::nullopt, assembly, assembly.weights().model);
        return assembly.build(std::move(outputs), std::move(info), weights);
    } catch (const nn::ModelError& error) {
        throw LoadError(file, error.what(), tr("save it again with Keras"));
    }
}

Model model_from_json(std::string_view text, const ContainerAttributes& attributes, const WeightReader& weights) {
    return model_from_config(parse_config(text, attributes.file), attributes, weights);
}

Model model_from_json(std::string_view text, const std::string& file) {
    return model_from_json(text, ContainerAttributes{.file = file, .version = {}, .backend = {}}, nullptr);
}

}  // namespace convscope::keras
