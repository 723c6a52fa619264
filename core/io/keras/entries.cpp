#include <fmt/format.h>

#include "core/base/load_error.h"
#include "core/io/keras/assembly.h"
#include "core/io/keras/graph.h"
#include "core/io/open_side.h"

namespace convscope {

using nlohmann::json;
using nn::Shape;

namespace {

constexpr std::size_t kMaxLayers = 10'000;
constexpr std::size_t kMaxInputRank = 3;  // rows, cols, channels

/// Whether the first of these layers to tell wants its channels first; nullopt where none tells.
std::optional<bool> first_told(const json& layers);

std::optional<bool> told_by(const json& layer) {
    const json& config = json_member(layer, "config");
    const json& class_name = json_member(layer, "class_name");
    if (const json& inner = config.is_array() ? config : json_member(config, "layers"); inner.is_array())
        return first_told(inner);
    if (class_name == "Permute") {
        if (json_member(config, "dims") == json::array({2, 3, 1})) return true;
        if (json_member(config, "dims") == json::array({3, 1, 2})) return false;
    }
    if (class_name == "Flatten") return std::nullopt;
    if (const json& format = json_member(config, "data_format"); format.is_string()) return format == "channels_first";
    if (const json& ordering = json_member(config, "dim_ordering"); ordering.is_string()) return ordering == "th";
    return std::nullopt;
}

std::optional<bool> first_told(const json& layers) {
    for (const json& layer : layers)
        if (const auto told = told_by(layer)) return told;
    return std::nullopt;
}

/// True for images whose rows and columns are open, wherever the channels are, and nothing else.
bool has_open_sides(const json& lengths, std::size_t skip) {
    if (lengths.size() != skip + 3) return false;
    const bool first = lengths[skip].is_null(), middle = lengths[skip + 1].is_null(),
               last = lengths[skip + 2].is_null();
    return last ? middle && !first : first || middle;
}

}  // namespace

const json& json_member(const json& object, const char* key) {
    static const json nothing;
    if (!object.is_object()) return nothing;
    const auto found = object.find(key);
    return found == object.end() ? nothing : *found;
}

std::vector<KerasEntry> read_keras_entries(const json& layers, const KerasAssembly& assembly) {
    if (!layers.is_array() || layers.empty()) assembly.refuse("has a model configuration without layers");
    if (layers.size() > kMaxLayers)
        assembly.refuse(fmt::format("has {} layers, more than {}", layers.size(), kMaxLayers));
    std::vector<KerasEntry> entries;
    entries.reserve(layers.size());
    const std::string& file = assembly.file();
    for (const json& layer : layers) {
        const json& config = json_member(layer, "config");
        const json& name = json_member(layer, "name");
        // The oldest nested models are bare lists, which have no place for a name.
        const json& own = config.is_array() && name.is_null() ? json_member(layer, "class_name") : name;
        std::string called = checked_name(own.is_null() ? json_member(config, "name") : own, file, "a layer");
        entries.push_back({std::move(called), checked_name(json_member(layer, "class_name"), file, "a layer's kind"),
                           &config, &json_member(layer, "inbound_nodes")});
    }
    return entries;
}

std::optional<Shape> read_keras_shape(const json& lengths, std::size_t skip, const std::string& layer,
                                      const KerasAssembly& assembly) {
    if (lengths.is_null()) return std::nullopt;
    const std::string where = fmt::format("layer \"{}\"", layer);
    if (!lengths.is_array() || lengths.size() <= skip || lengths.size() > kMaxInputRank + skip)
        assembly.refuse("has an input shape that is not a list of lengths", where);
    Shape shape;
    for (std::size_t i = skip; i < lengths.size(); ++i) {
        if (lengths[i].is_null() && has_open_sides(lengths, skip)) {
            shape.axes.push_back(kOpenSide);
            continue;
        }
        if (lengths[i].is_null())
            throw LoadError(assembly.file(), "takes inputs of any size",
                            "save the model with a fixed input shape (an image's rows and columns may stay open)",
                            where);
        const std::optional<std::int64_t> length = whole_within(lengths[i], 1, nn::kMaxTensorValues);
        if (!length) assembly.refuse("has an input shape with a length that is not 1 or more", where);
        shape.axes.push_back(*length);
    }
    return shape;
}

std::optional<Shape> keras_input_shape(const KerasEntry& entry, const KerasAssembly& assembly) {
    for (const char* key : {"batch_input_shape", "batch_shape"})
        if (auto shape = read_keras_shape(json_member(*entry.config, key), 1, entry.name, assembly)) return shape;
    for (const char* key : {"input_shape", "shape"})
        if (auto shape = read_keras_shape(json_member(*entry.config, key), 0, entry.name, assembly)) return shape;
    if (const json& length = json_member(*entry.config, "input_dim"); length.is_number_integer())
        return read_keras_shape(json::array({length}), 0, entry.name, assembly);
    if (!is_keras_model(entry)) return std::nullopt;
    const json& config = *entry.config;
    const std::vector<KerasEntry> inner =
        read_keras_entries(config.is_array() ? config : json_member(config, "layers"), assembly);
    if (auto shape = keras_input_shape(inner.front(), assembly)) return shape;
    return read_keras_shape(json_member(config, "build_input_shape"), 1, entry.name, assembly);
}

bool wants_channels_first(const json& layers) {
    return first_told(layers).value_or(false);
}

}  // namespace convscope
