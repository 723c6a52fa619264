#include "core/io/keras/read/assembly.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope::keras {

using nlohmann::json;
using nn::Shape;

Assembly::Assembly(const Source& source, const json& root) : source_(source) {
    count_names(root);
}

void Assembly::refuse(const std::string& fault, const std::string& where) const {
    throw LoadError(source_.file, fault, tr("save it as a Sequential or Functional model with Keras"), where);
}

void Assembly::count_names(const json& config) {
    for (const json& layer : config.is_array() ? config : json_member(config, "layers")) {
        const json& inner = json_member(layer, "config");
        const json& name =
            json_member(layer, "name").is_null() ? json_member(inner, "name") : json_member(layer, "name");
        if (name.is_string()) ++name_counts_[name.get<std::string>()];
        count_names(inner);
    }
}

std::string Assembly::unique_name(const std::string& name) {
    std::string full_name = name;
    if (!path_.empty() && name_counts_[name] > 1) full_name = fmt::format("{}/{}", fmt::join(path_, "/"), name);
    // Each call of a layer becomes a separate node.
    std::string unique = full_name;
    for (int call = 2; !used_names_.insert(unique).second; ++call) unique = fmt::format("{}_{}", full_name, call);
    return unique;
}

void Assembly::enter(const std::string& model) {
    path_.push_back(model);
}

void Assembly::count_call() {
    if (++calls_ > kMaxLayers) refuse(tr("has more than {} layers", kMaxLayers));
}

void Assembly::reserve_values(const Shape& shape, const std::string& layer) {
    std::int64_t count = 1;
    for (const std::int64_t length : shape.axes) {
        if (length < 1 || length > values_left_ / count)
            throw LoadError(source_.file, tr("has more than 2 GB of weights"), tr("open a smaller model"),
                            tr("layer \"{}\"", layer));
        count *= length;
    }
    values_left_ -= count;
}

std::size_t Assembly::request(StoredWeight weight, const std::string& layer) {
    if (!weight.unused) reserve_values(weight.shape, layer);
    weights_.all.push_back(std::move(weight));
    return weights_.all.size() - 1;
}

int Assembly::push(Node node) {
    if (nodes_.size() >= kMaxLayers) refuse(tr("has more than {} layers", kMaxLayers));
    if (!nn::has_allowed_size(node.shape))
        throw nn::ModelError(node.name, node.layer ? node.layer->type() : "InputLayer",
                             tr("would have an output of shape ({}); it must have from 1 to {} values",
                                to_string(node.shape), nn::kMaxTensorValues));
    nodes_.push_back(std::move(node));
    return static_cast<int>(nodes_.size()) - 1;
}

ArrangedValue Assembly::add_input(const std::string& name, const Shape& axes, bool channels_first) {
    const bool moves_channels = channels_first && axes.rank() == 3;
    Dims dims{kBatchAxis};
    dims.insert(dims.end(), axes.axes.begin(), axes.axes.end());
    Node node;
    node.name = unique_name(name);
    node.shape = moves_channels ? Shape{axes.axes[1], axes.axes[2], axes.axes[0]} : axes;
    ArrangedValue value{push(std::move(node)),
                        moves_channels ? Arrangement::of(dims, {0, 2, 3, 1}) : Arrangement::of(dims)};
    set_arrangement(value.node, value);
    return value;
}

int Assembly::add(const std::string& name, const nn::SharedLayer& layer, const Values& inputs,
                  std::vector<WeightConversion> weights, bool trainable) {
    Node node{unique_name(name), layer, {}, std::move(weights), {}, trainable, {}};
    std::vector<Shape> shapes;
    for (const ArrangedValue& input : inputs) {
        node.inputs.push_back(input.node);
        shapes.push_back(shape(input));
    }
    node.shape = layer->output_shape(shapes);
    return push(std::move(node));
}

void Assembly::set_arrangement(int node, const Arrangement& arrangement) {
    Dims model_dims{kBatchAxis};
    const Shape& shape = node_shape(node);
    model_dims.insert(model_dims.end(), shape.axes.begin(), shape.axes.end());
    if (arrangement.memory == arrangement.file_order() && arrangement.dims() == model_dims) return;
    nodes_[static_cast<std::size_t>(node)].layout = arrangement.layout();
}

const Shape& Assembly::node_shape(int node) const {
    return nodes_[static_cast<std::size_t>(node)].shape;
}

int Assembly::add_layer(const std::string& name, nn::SharedLayer layer, int input) {
    const Shape shape = layer->output_shape(std::vector{node_shape(input)});
    return push({unique_name(name), std::move(layer), {input}, {}, shape, true, {}});
}

std::vector<nn::SharedTensor> Assembly::weights_of(const Node& node, std::vector<std::size_t>& uses_left) {
    std::vector<nn::SharedTensor> tensors;
    for (const WeightConversion& conversion : node.weights) {
        std::vector<float>& values = weights_.all[conversion.weight].values;
        const bool last = --uses_left[conversion.weight] == 0;
        tensors.push_back(
            std::make_shared<const nn::Tensor>(model_weight(conversion, last ? std::move(values) : values)));
    }
    return tensors;
}

nn::Model Assembly::build(Values outputs, nn::ModelInfo info, const WeightReader& read) {
    std::vector<std::string> names;
    for (ArrangedValue& output : outputs) {
        const std::string& name = names.emplace_back(nodes_[static_cast<std::size_t>(output.node)].name);
        // The axes of an output may be in another order than in the file, but not the values along one axis.
        if (!output.axis_order(shape(output))) output = in_file_order(output, name);
    }
    // A weight that several nodes share is copied for each of them.
    std::vector<std::size_t> uses_left(weights_.all.size(), 0);
    for (const Node& node : nodes_)
        for (const WeightConversion& conversion : node.weights)
            if (uses_left[conversion.weight]++ > 0) reserve_values(conversion.shape, node.name);
    if (read) read(weights_);
    nn::ModelBuilder builder(std::move(info));
    for (const Node& node : nodes_) {
        std::vector<nn::SharedTensor> tensors;
        const bool has_values = std::ranges::all_of(
            node.weights, [&](const WeightConversion& conversion) { return weights_.all[conversion.weight].given; });
        if (read || has_values) tensors = weights_of(node, uses_left);
        const int index = node.layer ? builder.add(node.name, node.layer, node.inputs, std::move(tensors))
                                     : builder.input(node.name, node.shape);
        builder.set_trainable(index, node.trainable);
        if (node.layout) builder.set_layout(index, *node.layout);
    }
    std::vector<int> indices;
    indices.reserve(outputs.size());
    for (const ArrangedValue& output : outputs) indices.push_back(output.node);
    return builder.build(std::move(indices), std::move(names));
}

}  // namespace convscope::keras
