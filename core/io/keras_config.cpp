#include "core/io/keras_config.h"

#include <fmt/format.h>

#include <optional>
#include <span>
#include <utility>

#include "core/io/keras_assembly.h"
#include "core/io/keras_fields.h"
#include "core/load_error.h"

namespace convscope {

using nlohmann::json;
using nn::Model;
using nn::Shape;

namespace {

Model read_sequential(const json& config, KerasAssembly& assembly) {
    const std::vector<KerasEntry> entries =
        read_keras_entries(config.is_array() ? config : json_member(config, "layers"), assembly);
    const KerasEntry& first = entries.front();
    const bool has_input_layer = first.class_name == "InputLayer";
    std::optional<Shape> shape = keras_input_shape(first, assembly);
    if (!shape) shape = read_keras_shape(json_member(config, "build_input_shape"), 1, first.name, assembly);
    if (!shape)
        throw LoadError(assembly.file(), "does not tell the shape of its input",
                        "begin the model with an Input layer, or with a batch_input_shape in its first layer");
    int last = assembly.add_input(has_input_layer ? first.name : first.name + "_input", *shape);
    for (const KerasEntry& entry : std::span(entries).subspan(has_input_layer ? 1 : 0))
        last = assembly.add(entry.name, entry.class_name, *entry.config, {last});
    return assembly.build({last});
}

/// Keras's major version: by what the text says, by what its container says, by how Keras 3 writes types.
int major_version(const json& root, std::string_view text, const std::string& keras_version) {
    const json& own = json_member(root, "keras_version");
    const std::string version = own.is_string() ? own.get<std::string>() : keras_version;
    if (version.empty()) return text.find("\"DTypePolicy\"") == std::string_view::npos ? 2 : 3;
    return version.front() >= '3' && version.front() <= '9' ? 3 : 2;
}

}  // namespace

Model model_from_keras_json(std::string_view text, const std::string& file, const std::string& keras_version,
                            const KerasWeightSource& weights) {
    const json root = parse_keras_json(text, file);
    const KerasSource source{file, major_version(root, text, keras_version)};
    const json& config = root.is_array() ? root : json_member(root, "config");
    const json& class_name = json_member(root, "class_name");
    nn::ModelInfo info;
    if (const json& name = json_member(config, "name"); !name.is_null())
        info.name = checked_name(name, file, "a model");
    KerasAssembly assembly(source, weights, info);
    try {
        if (root.is_array() || class_name == "Sequential") return read_sequential(config, assembly);
        if (class_name == "Functional" || class_name == "Model") return read_keras_functional(config, assembly);
    } catch (const nn::ModelError& error) {
        throw LoadError(file, error.what(), "give the layer parameters and inputs that fit");
    }
    const std::string kind = class_name.is_null() ? "nothing" : checked_name(class_name, file, "a model's kind");
    assembly.refuse(fmt::format("describes {} as its model", kind));
}

Model model_from_keras_json(std::string_view text, const std::string& file) {
    return model_from_keras_json(text, file, "", [](const auto&, const auto&) { return std::vector<nn::Tensor>(); });
}

}  // namespace convscope
