#include "core/io/onnx/write/graph_builder.h"

#include <algorithm>

#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/dropout.h"

namespace convscope::onnx {

GraphBuilder::GraphBuilder(const nn::Model& model, proto::GraphProto& graph)
    : model_(model), graph_(graph), flattened_images_(static_cast<std::size_t>(model.size())) {
    for (const nn::Node& node : model.nodes()) names_.insert(node.name);
}

const std::string& GraphBuilder::input(int node, std::size_t which) const {
    return model_.node(model_.node(node).inputs.at(which)).name;
}

const nn::Shape& GraphBuilder::input_shape(int node, std::size_t which) const {
    return model_.node(model_.node(node).inputs.at(which)).declared_shape();
}

std::string GraphBuilder::inner_name(const std::string& prefix) {
    std::string name = prefix;
    for (int i = 1; !names_.insert(name).second; ++i) name = prefix + "_" + std::to_string(i);
    return name;
}

std::string GraphBuilder::add(const std::string& kind, const std::vector<std::string>& inputs,
                              const std::string& output, const Attributes& attributes, const std::string& name) {
    proto::NodeProto& node = *graph_.add_node();
    node.set_name(name.empty() ? output : name);
    node.set_op_type(kind);
    for (const std::string& input : inputs) node.add_input(input);
    node.add_output(output);
    const auto attribute = [&](const std::string& called, proto::AttributeProto::AttributeType type) {
        proto::AttributeProto& added = *node.add_attribute();
        added.set_name(called);
        added.set_type(type);
        return &added;
    };
    for (const auto& [called, values] : attributes.lists) {
        proto::AttributeProto* list = attribute(called, proto::AttributeProto::INTS);
        for (const std::int64_t value : values) list->add_ints(value);
    }
    for (const auto& [called, value] : attributes.integers) attribute(called, proto::AttributeProto::INT)->set_i(value);
    for (const auto& [called, value] : attributes.numbers)
        attribute(called, proto::AttributeProto::FLOAT)->set_f(value);
    for (const auto& [called, value] : attributes.texts) attribute(called, proto::AttributeProto::STRING)->set_s(value);
    return output;
}

std::string GraphBuilder::add_inner(const std::string& kind, const std::vector<std::string>& inputs,
                                    const std::string& prefix, const Attributes& attributes) {
    return add(kind, inputs, inner_name(prefix), attributes);
}

std::string GraphBuilder::floats(const std::string& prefix, const std::vector<std::int64_t>& shape,
                                 const std::vector<float>& values) {
    proto::TensorProto& tensor = *graph_.add_initializer();
    tensor.set_name(inner_name(prefix));
    tensor.set_data_type(proto::TensorProto::FLOAT);
    for (const std::int64_t length : shape) tensor.add_dims(length);
    tensor.set_raw_data(values.data(), values.size() * sizeof(float));
    return tensor.name();
}

std::string GraphBuilder::integers(const std::string& prefix, const std::vector<std::int64_t>& values) {
    proto::TensorProto& tensor = *graph_.add_initializer();
    tensor.set_name(inner_name(prefix));
    tensor.set_data_type(proto::TensorProto::INT64);
    tensor.add_dims(static_cast<std::int64_t>(values.size()));
    tensor.set_raw_data(values.data(), values.size() * sizeof(std::int64_t));
    return tensor.name();
}

std::string GraphBuilder::bytes(const std::string& prefix, const std::vector<std::int64_t>& shape,
                                const std::vector<float>& values, bool is_signed) {
    proto::TensorProto& tensor = *graph_.add_initializer();
    tensor.set_name(inner_name(prefix));
    tensor.set_data_type(is_signed ? proto::TensorProto::INT8 : proto::TensorProto::UINT8);
    for (const std::int64_t length : shape) tensor.add_dims(length);
    for (const float value : values) tensor.add_int32_data(static_cast<std::int32_t>(value));
    return tensor.name();
}

std::string GraphBuilder::channels_last(const std::string& value, const nn::Shape& shape) {
    if (!shape.is_image()) return value;
    return add_inner("Transpose", {value}, value + "/channels_last", {.lists = {{"perm", {0, 2, 3, 1}}}});
}

void GraphBuilder::as_output(const std::string& channels_last, int node) {
    const std::string& name = model_.node(node).name;
    if (model_.node(node).shape.is_image())
        add("Transpose", {channels_last}, name, {.lists = {{"perm", {0, 3, 1, 2}}}});
    else
        add("Identity", {channels_last}, name);
}

std::string GraphBuilder::reshaped(const std::string& value, const std::vector<std::int64_t>& lengths,
                                   const std::string& prefix) {
    std::vector<std::int64_t> target = lengths;
    target.insert(target.begin(), 0);  // copies the batch
    return add_inner("Reshape", {value, integers(prefix + "/shape", target)}, prefix);
}

bool GraphBuilder::feeds_dense_only(int node) const {
    const std::vector<int> consumers = model_.consumers(node);
    if (consumers.empty() || std::ranges::find(model_.outputs(), node) != model_.outputs().end()) return false;
    return std::ranges::all_of(consumers, [&](int consumer) {
        const nn::Layer& layer = *model_.node(consumer).layer;
        if (dynamic_cast<const nn::Dense*>(&layer) != nullptr) return true;
        const bool is_elementwise =
            dynamic_cast<const nn::Dropout*>(&layer) != nullptr ||
            (dynamic_cast<const nn::ActivationLayer*>(&layer) != nullptr && !layer.activation().over_channels());
        return is_elementwise && feeds_dense_only(consumer);
    });
}

}  // namespace convscope::onnx
