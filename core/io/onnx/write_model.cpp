#include "core/io/onnx/write_model.h"

#include <set>
#include <string>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/model_info.h"
#include "core/io/onnx/proto.h"
#include "core/io/onnx/write/graph_builder.h"
#include "core/io/onnx/write/write_layers.h"

namespace convscope::onnx {

namespace {

constexpr std::int64_t kIrVersion = 7, kOpset = 13;  // those of ONNX 1.8, which every reader supports
constexpr std::size_t kMaxBytes = (std::size_t{1} << 31U) - 1;

void declare(proto::ValueInfoProto& value, const std::string& name, const std::vector<std::int64_t>& lengths) {
    value.set_name(name);
    proto::TypeProto::Tensor& type = *value.mutable_type()->mutable_tensor_type();
    type.set_elem_type(proto::TensorProto::FLOAT);
    type.mutable_shape()->add_dim()->set_dim_param("N");
    for (const std::int64_t length : lengths) type.mutable_shape()->add_dim()->set_dim_value(length);
}

/// The lengths of an example in the file: channels first.
std::vector<std::int64_t> lengths_of(const nn::Shape& shape) {
    if (!shape.is_image()) return shape.axes;
    return {shape.channels(), shape.rows(), shape.cols()};
}

proto::ModelProto proto_of(const nn::Model& model) {
    proto::ModelProto proto;
    proto.set_ir_version(kIrVersion);
    proto.set_producer_name("convscope");
    proto::OperatorSetIdProto& opset = *proto.add_opset_import();
    opset.set_domain("");
    opset.set_version(kOpset);
    proto::StringStringEntryProto& info = *proto.add_metadata_props();
    info.set_key("convscope");
    info.set_value(model_info_json(model.info()));
    proto::GraphProto& graph = *proto.mutable_graph();
    graph.set_name(model.info().name);
    GraphBuilder builder(model, graph);
    for (const int input : model.inputs())
        declare(*graph.add_input(), model.node(input).name, lengths_of(model.node(input).declared_shape()));
    for (int node = 0; node < model.size(); ++node) write_layer(builder, node);
    std::set<std::string> names;
    for (std::size_t i = 0; i < model.outputs().size(); ++i) {
        const int node = model.outputs()[i];
        // Every output needs a different name, and an input's name cannot be an output's.
        std::string name = model.node(node).name;
        const bool needs_identity = !names.insert(name).second || model.node(node).inputs.empty();
        if (needs_identity) name = builder.add("Identity", {name}, builder.inner_name(name));
        declare(*graph.add_output(), name, lengths_of(model.node(node).declared_shape()));
    }
    return proto;
}

proto::ModelProto checked_proto(const std::filesystem::path& path, const nn::Model& model) {
    try {
        return proto_of(model);
    } catch (const nn::ModelError& error) {
        throw LoadError(path.string(), tr("cannot be written"), tr("save it in another format"), error.what());
    }
}

}  // namespace

void save_model(const std::filesystem::path& path, const nn::Model& model) {
    const proto::ModelProto proto = checked_proto(path, model);
    if (proto.ByteSizeLong() > kMaxBytes)
        throw LoadError(path.string(), tr("cannot be written with more than 2 GB"), tr("save it in another format"));
    write_file_atomically(path, proto.SerializeAsString());
}

void check_saving(const std::filesystem::path& path, const nn::Model& model) {
    checked_proto(path, model);
    check_writable(path);
}

}  // namespace convscope::onnx
