#include "core/io/onnx/read/read_graph.h"

#include <algorithm>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/onnx/proto.h"
#include "core/io/onnx/read/read_tensor.h"
#include "core/io/onnx/read/thin_model.h"
#include "core/io/onnx/read/wire.h"

namespace convscope::onnx {

namespace {

constexpr std::size_t kMaxInputs = 10'000;  ///< of one operator

[[noreturn]] void refuse(const std::string& file, const std::string& fault, const std::string& where = {}) {
    throw LoadError(file, fault, kExportAgain, where);
}

/// The value of an attribute; nullopt for subgraphs and other types that no known operator takes.
std::optional<Attribute> attribute_value(const proto::AttributeProto& attribute, TensorReader& tensors) {
    using Proto = proto::AttributeProto;
    // Old files do not store the type: it follows from the field that is set.
    const bool untyped = attribute.type() == Proto::UNDEFINED;
    const auto is = [&](Proto::AttributeType type, bool is_set) {
        return attribute.type() == type || (untyped && is_set);
    };
    if (is(Proto::INT, attribute.has_i())) return attribute.i();
    if (is(Proto::FLOAT, attribute.has_f())) return attribute.f();
    if (is(Proto::STRING, attribute.has_s())) return attribute.s();
    if (is(Proto::INTS, attribute.ints_size() > 0))
        return std::vector<std::int64_t>(attribute.ints().begin(), attribute.ints().end());
    if (is(Proto::FLOATS, attribute.floats_size() > 0))
        return std::vector<float>(attribute.floats().begin(), attribute.floats().end());
    if (is(Proto::TENSOR, attribute.has_t())) return tensors.read(attribute.t());
    return std::nullopt;
}

Node read_node(const proto::NodeProto& proto, TensorReader& tensors, const std::string& file) {
    Node node{.name = proto.name(),
              .kind = proto.op_type(),
              .inputs = {proto.input().begin(), proto.input().end()},
              .outputs = {proto.output().begin(), proto.output().end()}};
    if (node.inputs.size() > kMaxInputs)
        refuse(file, tr("has an operator with {} inputs, more than {}", node.inputs.size(), kMaxInputs),
               place_of(node));
    if (!proto.domain().empty() && proto.domain() != "ai.onnx") node.kind = proto.domain() + "." + node.kind;
    for (const auto& attribute : proto.attribute()) {
        std::optional<Attribute> value = attribute_value(attribute, tensors);
        if (value && !node.attributes.emplace(attribute.name(), std::move(*value)).second)
            refuse(file, tr("has the attribute {} twice", display_text(attribute.name())), place_of(node));
    }
    return node;
}

GraphInput read_input(const proto::ValueInfoProto& proto) {
    GraphInput input{.name = proto.name(), .dims = std::nullopt};
    if (!proto.has_type() || !proto.type().has_tensor_type() || !proto.type().tensor_type().has_shape()) return input;
    input.dims.emplace();
    for (const auto& dim : proto.type().tensor_type().shape().dim()) {
        const bool fixed = dim.has_dim_value() && dim.dim_value() > 0;
        input.dims->push_back(fixed ? std::optional(static_cast<std::int64_t>(dim.dim_value())) : std::nullopt);
    }
    return input;
}

/// Opset 1 for files from before opsets existed.
std::int64_t opset_of(const proto::ModelProto& model, const std::string& file) {
    for (const auto& opset : model.opset_import())
        if (opset.domain().empty() || opset.domain() == "ai.onnx") {
            if (opset.version() < 1) refuse(file, tr("uses operator set {}", opset.version()));
            return opset.version();
        }
    return 1;
}

/// Throws MissingWeightFiles if `weights` lacks a file that the graph's tensors are in.
void require_external_files(const proto::GraphProto& graph, const std::string& file, const WeightFiles& weights) {
    std::vector<WeightFileRequest> requests;
    for (const auto& tensor : graph.initializer()) add_external_file(tensor, requests);
    for (const auto& node : graph.node())
        for (const auto& attribute : node.attribute())
            if (attribute.has_t()) add_external_file(attribute.t(), requests);
    weights.require(file, requests);
}

/// `raw_data`: see ThinModel; empty if the model is whole.
Graph read_graph(const proto::ModelProto& model, const std::string& file, const WeightFiles& weights,
                 std::span<const std::span<const std::uint8_t>> raw_data) {
    const proto::GraphProto& proto = model.graph();
    Graph graph{.file = file, .name = display_text(proto.name()), .opset = opset_of(model, file)};
    require_external_files(proto, file, weights);
    TensorReader tensors(file, weights);
    if (proto.sparse_initializer_size() > 0)
        throw LoadError(file, tr("has sparse weights"), tr("export it with dense weights"));
    for (int i = 0; i < proto.initializer_size(); ++i) {
        const auto& tensor = proto.initializer(i);
        const auto index = static_cast<std::size_t>(i);
        Constant constant =
            tensors.read(tensor, index < raw_data.size() ? raw_data[index] : std::span<const std::uint8_t>());
        if (!graph.constants.emplace(tensor.name(), std::move(constant)).second)
            refuse(file, tr("has the weight \"{}\" twice", display_text(tensor.name())));
    }
    for (const auto& input : proto.input())
        // Files before IR version 4 list their weights among the inputs.
        if (!graph.constants.contains(input.name())) graph.inputs.push_back(read_input(input));
    for (const auto& output : proto.output()) graph.outputs.push_back(output.name());
    graph.nodes.reserve(static_cast<std::size_t>(proto.node_size()));
    for (const auto& node : proto.node()) graph.nodes.push_back(read_node(node, tensors, file));
    return graph;
}

}  // namespace

Graph read_graph(std::span<const std::uint8_t> bytes, const std::string& file, const WeightFiles& weights) {
    if (bytes.size() > kMaxFileBytes) throw LoadError(file, tr("is larger than 2 GB"), tr("open a smaller model"));
    const std::optional<ThinModel> thin = thin_model(bytes);
    const std::span<const std::uint8_t> parsed = thin ? std::span<const std::uint8_t>(thin->bytes) : bytes;
    if (parsed_memory(parsed) > kMaxFileBytes)
        throw LoadError(file, tr("takes more than 2 GB of memory"), tr("open a smaller model"));
    proto::ModelProto model;
    if (!model.ParseFromArray(parsed.data(), static_cast<int>(parsed.size())))
        throw LoadError(file, tr("is not a complete ONNX model"), tr("copy or export it again: this file is damaged"));
    if (!model.has_graph()) refuse(file, tr("is an ONNX file without a graph"));
    Graph graph =
        sorted(read_graph(model, file, weights, thin ? thin->raw_data : std::vector<std::span<const std::uint8_t>>()));
    for (const proto::StringStringEntryProto& entry : model.metadata_props())
        if (entry.key() == "convscope") graph.info = entry.value();
    graph.producer = model.producer_name();
    return graph;
}

}  // namespace convscope::onnx
