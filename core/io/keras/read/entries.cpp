#include "core/io/keras/read/entries.h"

#include <nlohmann/json.hpp>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/open_side.h"

namespace convscope::keras {

using nlohmann::json;
using nn::Shape;

namespace {

constexpr std::size_t kMaxInputRank = 3;  // rows, cols, channels

/// True if the first layer that states a data format states channels_first; nullopt if none states one.
std::optional<bool> channels_first_in(const json& layers);

std::optional<bool> channels_first_of(const json& layer) {
    const json& config = json_member(layer, "config");
    const json& class_name = json_member(layer, "class_name");
    if (const json& inner = layers_of(config); inner.is_array()) return channels_first_in(inner);
    if (class_name == "Permute") {
        if (json_member(config, "dims") == json::array({2, 3, 1})) return true;
        if (json_member(config, "dims") == json::array({3, 1, 2})) return false;
    }
    if (class_name == "Flatten") return std::nullopt;
    if (const json& format = json_member(config, "data_format"); format.is_string()) return format == "channels_first";
    if (const json& ordering = json_member(config, "dim_ordering"); ordering.is_string()) return ordering == "th";
    return std::nullopt;
}

std::optional<bool> channels_first_in(const json& layers) {
    for (const json& layer : layers)
        if (const auto first = channels_first_of(layer)) return first;
    return std::nullopt;
}

/// True for an image with null rows or cols and known channels, first or last; the first `skip` lengths are the batch.
bool has_open_sides(const json& lengths, std::size_t skip) {
    if (lengths.size() != skip + 3) return false;
    const bool first = lengths[skip].is_null(), middle = lengths[skip + 1].is_null(),
               last = lengths[skip + 2].is_null();
    return last ? middle && !first : first || middle;
}

}  // namespace

bool is_model(const LayerEntry& entry) {
    const json& config = *entry.config;
    if (entry.class_name == "Sequential") return true;
    if (entry.class_name == "Model" || entry.class_name == "Functional") return true;
    return json_member(config, "layers").is_array() && !json_member(config, "output_layers").is_null();
}

const json& layers_of(const json& config) {
    return config.is_array() ? config : json_member(config, "layers");
}

std::vector<LayerEntry> read_entries(const json& layers, const Assembly& assembly) {
    if (!layers.is_array() || layers.empty()) assembly.refuse(tr("has a model configuration without layers"));
    if (layers.size() > kMaxLayers) assembly.refuse(tr("has {} layers, more than {}", layers.size(), kMaxLayers));
    std::vector<LayerEntry> entries;
    entries.reserve(layers.size());
    const std::string& file = assembly.file();
    for (const json& layer : layers) {
        const json& config = json_member(layer, "config");
        const json& name = json_member(layer, "name");
        // The oldest nested models are lists without a name: their class is used as the name.
        const json& outer_name = config.is_array() && name.is_null() ? json_member(layer, "class_name") : name;
        std::string layer_name =
            checked_name(outer_name.is_null() ? json_member(config, "name") : outer_name, file, tr("a layer"));
        entries.push_back({std::move(layer_name),
                           checked_name(json_member(layer, "class_name"), file, tr("a layer's class")), &config,
                           &json_member(layer, "inbound_nodes")});
    }
    return entries;
}

std::optional<Shape> read_shape(const json& lengths, std::size_t skip, const std::string& layer,
                                const Assembly& assembly) {
    if (lengths.is_null()) return std::nullopt;
    const std::string where = tr("layer \"{}\"", layer);
    if (!lengths.is_array() || lengths.size() <= skip || lengths.size() > kMaxInputRank + skip)
        assembly.refuse(tr("has an input shape that is not a list of lengths"), where);
    Shape shape;
    for (std::size_t i = skip; i < lengths.size(); ++i) {
        if (lengths[i].is_null() && has_open_sides(lengths, skip)) {
            shape.axes.push_back(kOpenSide);
            continue;
        }
        if (lengths[i].is_null())
            throw LoadError(assembly.file(), tr("takes inputs of any size"),
                            tr("save the model with a fixed input shape (an image's rows and columns may stay open)"),
                            where);
        const std::optional<std::int64_t> length = integer_within(lengths[i], 1, nn::kMaxTensorValues);
        if (!length) assembly.refuse(tr("has an input shape with a length that is not 1 or more"), where);
        shape.axes.push_back(*length);
    }
    return shape;
}

std::optional<Shape> input_shape(const LayerEntry& entry, const Assembly& assembly) {
    for (const char* key : {"batch_input_shape", "batch_shape"})
        if (auto shape = read_shape(json_member(*entry.config, key), 1, entry.name, assembly)) return shape;
    for (const char* key : {"input_shape", "shape"})
        if (auto shape = read_shape(json_member(*entry.config, key), 0, entry.name, assembly)) return shape;
    if (const json& length = json_member(*entry.config, "input_dim"); length.is_number_integer())
        return read_shape(json::array({length}), 0, entry.name, assembly);
    if (!is_model(entry)) return std::nullopt;
    const std::vector<LayerEntry> inner = read_entries(layers_of(*entry.config), assembly);
    if (auto shape = input_shape(inner.front(), assembly)) return shape;
    return read_shape(json_member(*entry.config, "build_input_shape"), 1, entry.name, assembly);
}

bool is_channels_first(const json& layers) {
    return channels_first_in(layers).value_or(false);
}

}  // namespace convscope::keras
