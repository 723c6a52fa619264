// Split cuts an axis into parts, each of which becomes a crop. The input is one image with three channels of 2 x 2.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "core/base/load_error.h"
#include "core/io/onnx/proto.h"
#include "core/io/onnx/read_model.h"
#include "tests/support/raw_run.h"

namespace convscope::onnx {

namespace {

/// A model of one Split with the outputs "part0", "part1", ... of these lengths; of equal lengths if none are given.
proto::ModelProto split_model(std::int64_t axis, int parts, const std::vector<std::int64_t>& lengths) {
    proto::ModelProto model;
    model.set_ir_version(8);
    model.add_opset_import()->set_version(13);
    proto::GraphProto& graph = *model.mutable_graph();
    proto::ValueInfoProto& input = *graph.add_input();
    input.set_name("x");
    auto& shape = *input.mutable_type()->mutable_tensor_type()->mutable_shape();
    shape.add_dim()->set_dim_param("N");
    for (const std::int64_t length : {3, 2, 2}) shape.add_dim()->set_dim_value(length);
    proto::NodeProto& node = *graph.add_node();
    node.set_op_type("Split");
    node.set_name("split");
    node.add_input("x");
    proto::AttributeProto& attribute = *node.add_attribute();
    attribute.set_name("axis");
    attribute.set_type(proto::AttributeProto::INT);
    attribute.set_i(axis);
    if (!lengths.empty()) {
        proto::TensorProto& tensor = *graph.add_initializer();
        tensor.set_name("lengths");
        tensor.set_data_type(proto::TensorProto::INT64);
        tensor.add_dims(std::ssize(lengths));
        for (const std::int64_t length : lengths) tensor.add_int64_data(length);
        node.add_input("lengths");
    }
    for (int i = 0; i < parts; ++i) {
        node.add_output("part" + std::to_string(i));
        graph.add_output()->set_name(node.output(i));
    }
    return model;
}

nn::Model read(const proto::ModelProto& model) {
    const std::string bytes = model.SerializeAsString();
    return decode_model({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, "m.onnx");
}

std::map<std::string, nn::Tensor> parts_of(const proto::ModelProto& model) {
    NpyArray x{{1, 3, 2, 2}, {}};
    x.values.reserve(12);
    for (int i = 0; i < 12; ++i) x.values.push_back(static_cast<float>(i));
    return samples::raw_outputs(samples::raw_run(read(model), {x}));
}

std::string fault_of(const proto::ModelProto& model) {
    try {
        read(model);
    } catch (const LoadError& error) {
        return error.what();
    }
    return "no error";
}

}  // namespace

TEST_CASE("Split cuts the channels of an image into parts of the given lengths") {
    const auto parts = parts_of(split_model(1, 2, {1, 2}));
    CHECK(parts.at("part0").shape == nn::Shape{1, 1, 2, 2});
    CHECK(parts.at("part0").values == std::vector<float>{0, 1, 2, 3});
    CHECK(parts.at("part1").shape == nn::Shape{1, 2, 2, 2});
    CHECK(parts.at("part1").values == std::vector<float>{4, 5, 6, 7, 8, 9, 10, 11});
}

TEST_CASE("Split without lengths cuts equal parts, the last of which may be shorter") {
    const auto columns = parts_of(split_model(-1, 2, {}));
    CHECK(columns.at("part0").values == std::vector<float>{0, 2, 4, 6, 8, 10});
    CHECK(columns.at("part1").values == std::vector<float>{1, 3, 5, 7, 9, 11});
    const auto channels = parts_of(split_model(1, 2, {}));
    CHECK(channels.at("part0").values == std::vector<float>{0, 1, 2, 3, 4, 5, 6, 7});
    CHECK(channels.at("part1").values == std::vector<float>{8, 9, 10, 11});
}

TEST_CASE("Split refuses lengths that do not add up to the axis, and more parts than the axis is long") {
    CHECK(
        fault_of(split_model(1, 2, {1, 1})) ==
        R"(m.onnx: splits an axis of length 3 into lengths 1, 1 (node "split" (Split)); split it into parts of at least 1 whose sum is that length.)");
    CHECK(
        fault_of(split_model(1, 2, {0, 3})).starts_with("m.onnx: splits an axis of length 3 into lengths 0, 3 (node"));
    CHECK(
        fault_of(split_model(1, 3, {1, 2})).starts_with("m.onnx: splits an axis of length 3 into lengths 1, 2 (node"));
    CHECK(fault_of(split_model(2, 3, {})).starts_with("m.onnx: splits an axis of length 2 into 3 parts (node"));
}

}  // namespace convscope::onnx
