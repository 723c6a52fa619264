#include "core/io/keras_assembly.h"

#include <fmt/format.h>

#include <memory>

#include "core/io/keras_layers.h"
#include "core/load_error.h"

namespace convscope {

using nlohmann::json;
using nn::Shape;

namespace {

constexpr std::size_t kMaxLayers = 10'000;
constexpr std::size_t kMaxInputRank = 3;  // rows, cols, channels

}  // namespace

void KerasAssembly::refuse(const std::string& fault, const std::string& where) const {
    throw LoadError(source_.file, fault, "a Sequential or Functional model as Keras 2 or 3 saves it works", where);
}

int KerasAssembly::add_input(const std::string& name, const Shape& shape) {
    shapes_.push_back(shape);
    return builder_.input(name, shape);
}

int KerasAssembly::add(const std::string& name, const std::string& class_name, const json& config,
                       const std::vector<int>& inputs) {
    const KerasFields fields(config, source_, fmt::format("layer \"{}\"", name));
    std::vector<Shape> shapes;
    shapes.reserve(inputs.size());
    for (const int input : inputs) shapes.push_back(shapes_[static_cast<std::size_t>(input)]);
    try {
        const nn::SharedLayer layer = read_keras_layer(class_name, fields, shapes);
        shapes_.push_back(layer->output_shape(shapes));
        const int index = builder_.add(name, layer, inputs, weights_of(name, class_name, *layer, shapes));
        builder_.set_trainable(index, fields.flag("trainable", true));
        return index;
    } catch (const nn::ShapeError& error) {
        throw nn::ModelError(name, class_name, error.what());
    }
}

/// Asks for the weights once it is known that there is room for them.
std::vector<nn::SharedTensor> KerasAssembly::weights_of(const std::string& name, const std::string& class_name,
                                                        const nn::Layer& layer, std::span<const Shape> shapes) {
    const std::vector<nn::WeightSpec> specs = layer.weights(shapes);
    for (const nn::WeightSpec& spec : specs) {
        std::int64_t count = 1;
        for (const std::int64_t length : spec.shape.axes) {
            if (length > values_left_ / count)
                throw LoadError(source_.file, "has more than 2 GB of weights", "a smaller model works",
                                fmt::format("layer \"{}\"", name));
            count *= length;
        }
        values_left_ -= count;
    }
    std::vector<nn::SharedTensor> tensors;
    for (nn::Tensor& given : weights_(name, stored_weights(class_name, layer, shapes))) {
        given.shape = specs[tensors.size()].shape;
        tensors.push_back(std::make_shared<const nn::Tensor>(std::move(given)));
    }
    return tensors;
}

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
    const std::string& file = assembly.file();
    for (const json& layer : layers) {
        const json& config = json_member(layer, "config");
        const json& name = json_member(layer, "name");
        entries.push_back({checked_name(name.is_null() ? json_member(config, "name") : name, file, "a layer"),
                           checked_name(json_member(layer, "class_name"), file, "a layer's kind"), &config,
                           &json_member(layer, "inbound_nodes")});
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
        if (lengths[i].is_null())
            throw LoadError(assembly.file(), "takes inputs of any size", "save the model with a fixed input shape",
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
    return std::nullopt;
}

}  // namespace convscope
