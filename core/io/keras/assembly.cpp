#include "core/io/keras/assembly.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <numeric>

#include "core/base/load_error.h"
#include "core/io/keras/call.h"
#include "core/io/keras/graph.h"
#include "core/io/keras/layers.h"
#include "core/nn/layers/shape/permute.h"

namespace convscope {

using nlohmann::json;
using nn::Shape;

namespace {

constexpr std::size_t kMaxLayers = 10'000;

Shape in_order(const Shape& factors, const std::vector<std::size_t>& order) {
    Shape shape;
    for (const std::size_t factor : order) shape.axes.push_back(factors.axes[factor]);
    return shape;
}

}  // namespace

KerasValue KerasValue::plain(int node, const Shape& shape) {
    KerasValue value{node, shape, shape, shape, std::vector<std::size_t>(shape.rank())};
    std::iota(value.order.begin(), value.order.end(), std::size_t{0});
    return value;
}

bool KerasValue::is_plain() const {
    return !is_mingled() && std::ranges::is_sorted(order);
}

KerasAssembly::KerasAssembly(const KerasSource& source, const json& root) : source_(source) {
    count_names(root);
}

void KerasAssembly::refuse(const std::string& fault, const std::string& where) const {
    throw LoadError(source_.file, fault, "a Sequential or Functional model as Keras saves it works", where);
}

void KerasAssembly::count_names(const json& config) {
    for (const json& layer : config.is_array() ? config : json_member(config, "layers")) {
        const json& inner = json_member(layer, "config");
        const json& name =
            json_member(layer, "name").is_null() ? json_member(inner, "name") : json_member(layer, "name");
        if (name.is_string()) ++name_counts_[name.get<std::string>()];
        count_names(inner);
    }
}

std::string KerasAssembly::unique_name(const std::string& name) {
    std::string wanted = name;
    if (!path_.empty() && name_counts_[name] > 1) wanted = fmt::format("{}/{}", fmt::join(path_, "/"), name);
    // A layer that is called again is another node.
    std::string unique = wanted;
    for (int call = 2; !taken_.insert(unique).second; ++call) unique = fmt::format("{}_{}", wanted, call);
    return unique;
}

void KerasAssembly::enter(const std::string& model) {
    path_.push_back(model);
}

void KerasAssembly::take_room(const Shape& shape, const std::string& layer) {
    std::int64_t count = 1;
    for (const std::int64_t length : shape.axes) {
        if (length < 1 || length > values_left_ / count)
            throw LoadError(source_.file, "has more than 2 GB of weights", "a smaller model works",
                            fmt::format("layer \"{}\"", layer));
        count *= length;
    }
    values_left_ -= count;
}

std::size_t KerasAssembly::want(KerasWeight weight, const std::string& layer) {
    if (!weight.unused) take_room(weight.shape, layer);
    weights_.all.push_back(std::move(weight));
    return weights_.all.size() - 1;
}

int KerasAssembly::push(Pending node) {
    if (nodes_.size() >= kMaxLayers) refuse(fmt::format("has more than {} layers", kMaxLayers));
    if (!nn::is_holdable(node.shape))
        throw nn::ModelError(node.name, node.layer ? node.layer->type() : "InputLayer",
                             "would put out " + to_string(node.shape));
    nodes_.push_back(std::move(node));
    return static_cast<int>(nodes_.size()) - 1;
}

KerasValue KerasAssembly::add_input(const std::string& name, const Shape& axes, bool channels_first) {
    KerasValue value = KerasValue::plain(-1, axes);
    if (channels_first && axes.rank() == 3) {
        value.order = {1, 2, 0};
        value.shape = in_order(axes, value.order);
    }
    Pending node;
    node.name = unique_name(name);
    node.shape = value.shape;
    value.node = push(std::move(node));
    set_layout(value);
    return value;
}

int KerasAssembly::add(const std::string& name, const nn::SharedLayer& layer, const std::vector<KerasValue>& inputs,
                       std::vector<KerasWeightUse> wanted, bool trainable) {
    Pending node{unique_name(name), layer, {}, std::move(wanted), {}, trainable, {}};
    std::vector<Shape> shapes;
    for (const KerasValue& input : inputs) {
        node.inputs.push_back(input.node);
        shapes.push_back(input.shape);
    }
    node.shape = layer->output_shape(shapes);
    return push(std::move(node));
}

void KerasAssembly::set_layout(const KerasValue& value) {
    if (value.is_plain()) return;
    nn::Layout layout{.axes = value.axes.axes, .factors = value.factors.axes, .order = value.order};
    layout.axes.insert(layout.axes.begin(), nn::Layout::kBatchAxis);
    layout.factors.insert(layout.factors.begin(), nn::Layout::kBatchAxis);
    for (std::size_t& factor : layout.order) ++factor;
    nodes_[static_cast<std::size_t>(value.node)].layout = std::move(layout);
}

KerasValue KerasAssembly::arranged(const KerasValue& value, const std::vector<std::size_t>& order,
                                   const std::string& name) {
    if (value.is_mingled()) return arranged(plain(value, name), order, name);
    if (value.order == order) return value;
    KerasValue result = value;
    result.order = order;
    result.shape = in_order(value.factors, order);
    result.node = exchange(value, order, result.shape, name);
    set_layout(result);
    return result;
}

KerasValue KerasAssembly::plain(const KerasValue& value, const std::string& name) {
    if (value.is_plain()) return value;
    const std::vector<std::size_t> order = KerasValue::plain(-1, value.factors).order;
    return KerasValue::plain(exchange(value, order, value.axes, name), value.axes);
}

int KerasAssembly::exchange(const KerasValue& value, const std::vector<std::size_t>& order, const Shape& target,
                            const std::string& name) {
    nn::Permute::Parameters parameters{in_order(value.factors, value.order), {}, target};
    for (const std::size_t factor : order)
        parameters.order.push_back(
            static_cast<std::size_t>(std::ranges::find(value.order, factor) - value.order.begin()));
    return add(name + "_permute", std::make_shared<nn::Permute>(std::move(parameters)), {value}, {}, true);
}

std::vector<KerasValue> KerasAssembly::call(const KerasEntry& entry, std::vector<KerasValue> inputs,
                                            KerasHolder& holder) {
    if (++calls_ > kMaxLayers) refuse(fmt::format("has more than {} layers", kMaxLayers));
    if (is_keras_model(entry)) {
        enter(entry.name);
        std::vector<KerasValue> outputs = read_keras_model(entry, std::move(inputs), *this, holder);
        leave();
        return outputs;
    }
    try {
        return {read_keras_layer(entry, std::move(inputs), *this, holder)};
    } catch (const nn::ShapeError& error) {
        throw nn::ModelError(entry.name, entry.class_name, error.what());
    }
}

std::vector<nn::SharedTensor> KerasAssembly::weights_of(const Pending& node, std::vector<std::size_t>& uses_left) {
    std::vector<nn::SharedTensor> tensors;
    for (const KerasWeightUse& use : node.weights) {
        std::vector<float>& values = weights_.all[use.weight].values;
        const bool last = --uses_left[use.weight] == 0;
        tensors.push_back(std::make_shared<const nn::Tensor>(model_weight(use, last ? std::move(values) : values)));
    }
    return tensors;
}

nn::Model KerasAssembly::build(std::vector<KerasValue> outputs, nn::ModelInfo info, const KerasWeightReader& read) {
    std::vector<std::string> names;
    for (KerasValue& output : outputs) {
        const std::string& name = names.emplace_back(nodes_[static_cast<std::size_t>(output.node)].name);
        if (output.is_mingled()) output = plain(output, name);
    }
    // Weights that several layers share are there once for each.
    std::vector<std::size_t> uses_left(weights_.all.size(), 0);
    for (const Pending& node : nodes_)
        for (const KerasWeightUse& use : node.weights)
            if (uses_left[use.weight]++ > 0) take_room(use.shape, node.name);
    if (read) read(weights_);
    nn::ModelBuilder builder(std::move(info));
    for (const Pending& node : nodes_) {
        std::vector<nn::SharedTensor> tensors;
        if (read) tensors = weights_of(node, uses_left);
        const int index = node.layer ? builder.add(node.name, node.layer, node.inputs, std::move(tensors))
                                     : builder.input(node.name, node.shape);
        builder.set_trainable(index, node.trainable);
        if (node.layout) builder.set_layout(index, *node.layout);
    }
    std::vector<int> indices;
    indices.reserve(outputs.size());
    for (const KerasValue& output : outputs) indices.push_back(output.node);
    return builder.build(std::move(indices), std::move(names));
}

}  // namespace convscope
