#include "core/io/onnx/writer.h"

#include <set>
#include <string>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/io/model_info.h"
#include "core/io/onnx/export.h"

namespace convscope {

namespace {

constexpr std::int64_t kIrVersion = 7, kOpset = 13;  // what ONNX 1.8 defined, and everything reads
constexpr std::size_t kMaxBytes = (std::size_t{1} << 31U) - 1;

void declare(onnx::ValueInfoProto& value, const std::string& name, const std::vector<std::int64_t>& lengths) {
    value.set_name(name);
    onnx::TypeProto::Tensor& type = *value.mutable_type()->mutable_tensor_type();
    type.set_elem_type(onnx::TensorProto::FLOAT);
    type.mutable_shape()->add_dim()->set_dim_param("N");
    for (const std::int64_t length : lengths) type.mutable_shape()->add_dim()->set_dim_value(length);
}

/// The lengths of an example as ONNX has it.
std::vector<std::int64_t> lengths_of(const nn::Shape& shape) {
    if (!shape.is_image()) return shape.axes;
    return {shape.channels(), shape.rows(), shape.cols()};
}

onnx::ModelProto proto_of(const nn::Model& model) {
    onnx::ModelProto proto;
    proto.set_ir_version(kIrVersion);
    proto.set_producer_name("convscope");
    onnx::OperatorSetIdProto& opset = *proto.add_opset_import();
    opset.set_domain("");
    opset.set_version(kOpset);
    onnx::StringStringEntryProto& info = *proto.add_metadata_props();
    info.set_key("convscope");
    info.set_value(model_info_json(model.info()));
    onnx::GraphProto& graph = *proto.mutable_graph();
    graph.set_name(model.info().name);
    OnnxExport exported(model, graph);
    for (const int input : model.inputs())
        declare(*graph.add_input(), model.node(input).name, lengths_of(model.node(input).shape));
    for (int node = 0; node < model.size(); ++node) write_onnx_layer(exported, node);
    std::set<std::string> names;
    for (std::size_t i = 0; i < model.outputs().size(); ++i) {
        const int node = model.outputs()[i];
        // Every output has a name that nothing else has.
        std::string name = model.node(node).name;
        const bool taken = !names.insert(name).second || model.node(node).inputs.empty();
        if (taken) name = exported.add("Identity", {name}, exported.inner_name(name));
        declare(*graph.add_output(), name, lengths_of(model.node(node).shape));
    }
    return proto;
}

onnx::ModelProto checked_proto(const std::filesystem::path& path, const nn::Model& model) {
    try {
        return proto_of(model);
    } catch (const nn::ModelError& error) {
        throw LoadError(path.string(), "cannot be written", "other formats may hold this model", error.what());
    }
}

}  // namespace

void save_onnx(const std::filesystem::path& path, const nn::Model& model) {
    const onnx::ModelProto proto = checked_proto(path, model);
    if (proto.ByteSizeLong() > kMaxBytes)
        throw LoadError(path.string(), "cannot be written with more than 2 GB", "other formats may hold this model");
    write_file_atomically(path, proto.SerializeAsString());
}

void check_onnx(const std::filesystem::path& path, const nn::Model& model) {
    checked_proto(path, model);
    check_writable(path);
}

}  // namespace convscope
