// Operators that compute each example of a batch independently keep the batch; for operators that mix the examples the
// whole tensor becomes one example. The input is 2 x 3; its first axis is the batch.
#include "core/io/onnx/batch.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/io/onnx/proto.h"
#include "core/io/onnx/read_model.h"
#include "tests/support/raw_run.h"

namespace convscope::onnx {

namespace {

/// A graph of one node with the input "x" and the output "y".
struct OneNode {
    proto::ModelProto model;

    explicit OneNode(const std::string& kind, std::vector<std::int64_t> dims = {2, 3}) {
        model.set_ir_version(8);
        model.add_opset_import()->set_version(13);
        proto::ValueInfoProto& input = *model.mutable_graph()->add_input();
        input.set_name("x");
        for (const std::int64_t length : dims)
            input.mutable_type()->mutable_tensor_type()->mutable_shape()->add_dim()->set_dim_value(length);
        proto::NodeProto& node = *model.mutable_graph()->add_node();
        node.set_op_type(kind);
        node.add_input("x");
        node.add_output("y");
        model.mutable_graph()->add_output()->set_name("y");
    }
    proto::NodeProto& node() { return *model.mutable_graph()->mutable_node(0); }
    OneNode& integer(const char* name, std::int64_t value) {
        proto::AttributeProto& attribute = *node().add_attribute();
        attribute.set_name(name);
        attribute.set_type(proto::AttributeProto::INT);
        attribute.set_i(value);
        return *this;
    }
    OneNode& list(const char* name, const std::vector<std::int64_t>& values) {
        proto::AttributeProto& attribute = *node().add_attribute();
        attribute.set_name(name);
        attribute.set_type(proto::AttributeProto::INTS);
        for (const std::int64_t value : values) attribute.add_ints(value);
        return *this;
    }
    OneNode& integers(const std::vector<std::int64_t>& values) {
        proto::TensorProto& tensor = constant(proto::TensorProto::INT64, {std::ssize(values)});
        for (const std::int64_t value : values) tensor.add_int64_data(value);
        return *this;
    }
    /// A constant input of ones.
    OneNode& ones(const std::vector<std::int64_t>& dims) {
        proto::TensorProto& tensor = constant(proto::TensorProto::FLOAT, dims);
        std::int64_t count = 1;
        for (const std::int64_t length : dims) count *= length;
        for (std::int64_t i = 0; i < count; ++i) tensor.add_float_data(1);
        return *this;
    }
    nn::Model read() const {
        const std::string bytes = model.SerializeAsString();
        return decode_model({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, "one.onnx");
    }
    bool has_batch() const { return read().node(0).file_layout().is_batched(); }

  private:
    proto::TensorProto& constant(proto::TensorProto::DataType type, const std::vector<std::int64_t>& dims) {
        proto::TensorProto& tensor = *model.mutable_graph()->add_initializer();
        tensor.set_name("c" + std::to_string(model.graph().initializer_size()));
        tensor.set_data_type(type);
        for (const std::int64_t length : dims) tensor.add_dims(length);
        node().add_input(tensor.name());
        return tensor;
    }
};

}  // namespace

TEST_CASE("operators that do not combine values along the batch axis keep the batch") {
    CHECK(OneNode("Relu").has_batch());
    CHECK(OneNode("Softmax").integer("axis", 1).has_batch());
    CHECK(OneNode("Add").ones({1, 3}).has_batch());
    CHECK(OneNode("Add").ones({3}).has_batch());
    CHECK(OneNode("MatMul").ones({3, 4}).has_batch());
    CHECK(OneNode("Gemm").ones({3, 4}).ones({1, 4}).has_batch());
    CHECK(OneNode("ReduceMean").list("axes", {1}).has_batch());
    CHECK(OneNode("Reshape").integers({2, -1, 1}).has_batch());
    CHECK(OneNode("Flatten").has_batch());
    CHECK(OneNode("Slice").integers({0, 1}).integers({std::int64_t{1} << 31, 3}).has_batch());
    CHECK(OneNode("Pad").integers({0, 1, 0, 0}).has_batch());
    CHECK(OneNode("Gather").integers({1}).integer("axis", 1).has_batch());
    CHECK(OneNode("Transpose").list("perm", {1, 0}).has_batch());
}

TEST_CASE("operators that mix the examples make the whole tensor one example") {
    CHECK_FALSE(OneNode("Softmax").integer("axis", 0).has_batch());
    CHECK_FALSE(OneNode("Add").ones({2, 3}).has_batch());
    CHECK_FALSE(OneNode("Gemm").ones({3, 4}).ones({2, 4}).has_batch());
    CHECK_FALSE(OneNode("Gemm").ones({2, 4}).integer("transA", 1).has_batch());
    CHECK_FALSE(OneNode("ReduceMean").list("axes", {0}).has_batch());
    CHECK_FALSE(OneNode("Reshape").integers({3, 2}).has_batch());
    CHECK_FALSE(OneNode("Flatten").integer("axis", 0).has_batch());
    CHECK_FALSE(OneNode("Slice").integers({0}).integers({1}).has_batch());
    CHECK_FALSE(OneNode("Pad").integers({1, 0, 0, 0}).has_batch());
    CHECK_FALSE(OneNode("Gather").integers({1}).integer("axis", 0).has_batch());
    CHECK_FALSE(OneNode("ArgMax").integer("axis", 0).has_batch());
}

TEST_CASE("a graph whose first input has only one axis has no batch") {
    CHECK_FALSE(OneNode("Relu", {4}).has_batch());
}

TEST_CASE("a mean over the batch is computed over the whole tensor") {
    const nn::Model model = OneNode("ReduceMean").list("axes", {0}).integer("keepdims", 0).read();
    const NpyArray x{{2, 3}, {1, 2, 3, 5, 8, 13}};
    CHECK(samples::raw_outputs(samples::raw_run(model, {x})).at("y") == nn::Tensor{{3}, {3, 5, 8}});
}

TEST_CASE("a vector times a matrix is a vector, so that softmax over axis 0 normalizes over all units") {
    OneNode graph("MatMul", {3});
    graph.ones({3, 2});
    proto::TensorProto& kernel = *graph.model.mutable_graph()->mutable_initializer(0);
    kernel.set_float_data(0, 2);
    proto::NodeProto& softmax = *graph.model.mutable_graph()->add_node();
    softmax.set_op_type("Softmax");
    softmax.add_input("y");
    softmax.add_output("z");
    proto::AttributeProto& axis = *softmax.add_attribute();
    axis.set_name("axis");
    axis.set_type(proto::AttributeProto::INT);
    axis.set_i(0);
    graph.model.mutable_graph()->mutable_output(0)->set_name("z");
    const nn::Tensor z = samples::raw_outputs(samples::raw_run(graph.read(), {{{3}, {1, 0, 0}}})).at("z");
    CHECK(z.shape == nn::Shape{2});
    CHECK(z.values.at(0) == doctest::Approx(0.7310586));  // 1 / (1 + exp(-1)): the products are 2 and 1
    CHECK(z.values.at(1) == doctest::Approx(0.2689414));
    const nn::Model plain = OneNode("MatMul", {3}).ones({1, 3, 2}).read();
    CHECK(samples::raw_outputs(samples::raw_run(plain, {{{3}, {1, 2, 3}}})).at("y") == nn::Tensor{{1, 2}, {6, 6}});
}

TEST_CASE("adding a value with the batch as its second axis to one with the batch as its first mixes the examples") {
    OneNode sum("Transpose");
    sum.list("perm", {1, 0});
    proto::NodeProto& add = *sum.model.mutable_graph()->add_node();
    add.set_op_type("Add");
    add.add_input("x");
    add.add_input("y");
    add.add_output("z");
    sum.model.mutable_graph()->mutable_output(0)->set_name("z");
    sum.model.mutable_graph()
        ->mutable_input(0)
        ->mutable_type()
        ->mutable_tensor_type()
        ->mutable_shape()
        ->mutable_dim(1)
        ->set_dim_value(2);
    const nn::Model model = sum.read();
    CHECK_FALSE(model.node(0).file_layout().is_batched());
    const NpyArray x{{2, 2}, {1, 2, 3, 4}};
    CHECK(samples::raw_outputs(samples::raw_run(model, {x})).at("z") == nn::Tensor{{2, 2}, {2, 5, 5, 8}});
}

}  // namespace convscope::onnx
