// Constants that an ONNX graph computes are refused before they take memory.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/base/load_error.h"
#include "core/io/onnx/proto.h"
#include "core/io/onnx/read_model.h"

namespace convscope::onnx {

namespace {

void set_shape(proto::ValueInfoProto& value, const std::vector<std::int64_t>& dims) {
    auto& type = *value.mutable_type()->mutable_tensor_type();
    type.set_elem_type(proto::TensorProto::FLOAT);
    for (const std::int64_t dim : dims) type.mutable_shape()->add_dim()->set_dim_value(dim);
}

void add_integers(proto::GraphProto& graph, const std::string& name, const std::vector<std::int64_t>& values) {
    auto& tensor = *graph.add_initializer();
    tensor.set_name(name);
    tensor.set_data_type(proto::TensorProto::INT64);
    tensor.add_dims(static_cast<std::int64_t>(values.size()));
    for (const std::int64_t value : values) tensor.add_int64_data(value);
}

proto::NodeProto& add_node(proto::GraphProto& graph, const std::string& kind, const std::vector<std::string>& inputs,
                           const std::string& output) {
    auto& node = *graph.add_node();
    node.set_op_type(kind);
    node.set_name("the " + output);
    for (const std::string& input : inputs) node.add_input(input);
    node.add_output(output);
    return node;
}

/// A graph with the input x of shape 1, 4 and the output y = x + c; `c` is to be added.
proto::ModelProto sum_graph() {
    proto::ModelProto model;
    model.set_ir_version(8);
    model.add_opset_import()->set_version(13);
    proto::GraphProto& graph = *model.mutable_graph();
    auto& input = *graph.add_input();
    input.set_name("x");
    set_shape(input, {1, 4});
    graph.add_output()->set_name("y");
    add_node(graph, "Add", {"x", "c"}, "y");
    return model;
}

/// The error of reading the model; "no error" without one.
std::string error_of(const proto::ModelProto& model) {
    const std::string bytes = model.SerializeAsString();
    try {
        decode_model({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, "m.onnx");
        return "no error";
    } catch (const LoadError& error) {
        return error.what();
    }
}

/// ConstantOfShape of these dims as the constant c.
std::string error_of_shape(const std::vector<std::int64_t>& dims) {
    proto::ModelProto model = sum_graph();
    add_integers(*model.mutable_graph(), "dims", dims);
    add_node(*model.mutable_graph(), "ConstantOfShape", {"dims"}, "c");
    return error_of(model);
}

}  // namespace

TEST_CASE("a computed constant of more than 256 MB is refused in a file of a few bytes") {
    CHECK(error_of_shape({1, 4}) == "no error");
    CHECK(error_of_shape({1 << 28}) ==
          "m.onnx: computes 1024 MB of constants, more than the 256 MB that a file of this size may (node \"the c\" "
          "(ConstantOfShape)); export a model with smaller constants.");
    CHECK(error_of_shape({1 << 14, (1 << 14) + 4}).starts_with("m.onnx: computes 1024 MB of constants"));
    CHECK(error_of_shape({1 << 30, 1 << 30}).starts_with("m.onnx: computes a constant of 1073741824, 1073741824"));
}

TEST_CASE("computed constants count together, whatever operator computes them") {
    for (const char* kind : {"Add", "Mul", "Concat", "Gather", "Pow", "Max", "Equal", "Expand", "Tile"}) {
        CAPTURE(kind);
        proto::ModelProto model = sum_graph();
        proto::GraphProto& graph = *model.mutable_graph();
        const std::string name = kind;
        // 16384 values become 2^28.
        add_integers(graph, "dims", {1, 1 << 14});
        add_integers(graph, "transposed", {1 << 14, 1});
        add_node(graph, "ConstantOfShape", {"dims"}, "row");
        add_node(graph, "ConstantOfShape", {"transposed"}, "column");
        if (name == "Concat") {
            std::string last = "row";
            for (int i = 0; i < 14; ++i) {
                const std::string next = "twice " + std::to_string(i);
                auto* axis = add_node(graph, "Concat", {last, last}, next).add_attribute();
                axis->set_name("axis");
                axis->set_type(proto::AttributeProto::INT);
                axis->set_i(1);
                last = next;
            }
            add_node(graph, "Identity", {last}, "c");
        } else if (name == "Expand" || name == "Tile") {
            add_integers(graph, "sizes", {1 << 14, name == "Expand" ? 1 << 14 : 1});
            add_node(graph, kind, {"row", "sizes"}, "c");
        } else {
            add_node(graph, kind, {"row", "column"}, "c");
        }
        const std::string error = error_of(model);
        INFO(error);
        CHECK(error.starts_with("m.onnx: computes "));
        CHECK(error.find(" MB of constants, more than the 256 MB that a file of this size may (node \"the ") !=
              std::string::npos);
    }
}

}  // namespace convscope::onnx
