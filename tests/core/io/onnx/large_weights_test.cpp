// Large weights are read from the file's bytes, not from protobuf's copy: models with them are compared with models
// whose weights are numbers of a typed field, which protobuf reads.
#include <doctest/doctest.h>

#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/base/load_error.h"
#include "core/base/random.h"
#include "core/io/onnx/proto.h"
#include "core/io/onnx/read/thin_model.h"
#include "core/io/onnx/read_model.h"

namespace convscope::onnx {

namespace {

constexpr std::int64_t kFilters = 19, kChannels = 13, kSize = 5;

std::vector<float> kernel_values() {
    std::vector<float> values(static_cast<std::size_t>(kFilters * kChannels * kSize * kSize));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = random_unit(3, i) - 0.5F;
    return values;
}

/// A convolution of 13 channels by a kernel of 24 kB and a bias of 76 bytes.
proto::ModelProto convolution(bool raw) {
    proto::ModelProto model;
    model.set_ir_version(8);
    model.add_opset_import()->set_version(13);
    proto::GraphProto& graph = *model.mutable_graph();
    proto::ValueInfoProto& input = *graph.add_input();
    input.set_name("x");
    auto& shape = *input.mutable_type()->mutable_tensor_type()->mutable_shape();
    for (const std::int64_t length : {std::int64_t{1}, kChannels, std::int64_t{8}, std::int64_t{9}})
        shape.add_dim()->set_dim_value(length);
    proto::NodeProto& node = *graph.add_node();
    node.set_op_type("Conv");
    for (const char* name : {"x", "kernel", "bias"}) node.add_input(name);
    node.add_output("y");
    graph.add_output()->set_name("y");
    const auto add_weight = [&](const char* name, const std::vector<std::int64_t>& dims,
                                const std::vector<float>& values) {
        proto::TensorProto& tensor = *graph.add_initializer();
        tensor.set_name(name);
        tensor.set_data_type(proto::TensorProto::FLOAT);
        for (const std::int64_t length : dims) tensor.add_dims(length);
        if (raw)
            tensor.set_raw_data(values.data(), values.size() * sizeof(float));
        else
            tensor.mutable_float_data()->Add(values.begin(), values.end());
    };
    const std::vector<float> kernel = kernel_values();
    // The small bias comes first, so that the weights' numbers in the graph differ from those of the large weights.
    add_weight("bias", {kFilters}, {kernel.begin(), kernel.begin() + kFilters});
    add_weight("kernel", {kFilters, kChannels, kSize, kSize}, kernel);
    return model;
}

nn::Model read(const std::string& bytes) {
    return decode_model({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, "m.onnx");
}

std::optional<ThinModel> thin(const std::string& bytes) {
    return thin_model({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

std::string fault(const std::string& bytes) {
    try {
        read(bytes);
    } catch (const LoadError& error) {
        return error.what();
    }
    return "no error";
}

void check_same_weights(const nn::Model& a, const nn::Model& b) {
    REQUIRE(a.size() == b.size());
    for (int i = 0; i < a.size(); ++i) {
        REQUIRE(a.node(i).weights.size() == b.node(i).weights.size());
        for (std::size_t w = 0; w < a.node(i).weights.size(); ++w)
            CHECK(*a.node(i).weights[w] == *b.node(i).weights[w]);
    }
}

}  // namespace

TEST_CASE("a large kernel is taken out of the file before protobuf parses it, and read with its axes transposed") {
    const std::string bytes = convolution(true).SerializeAsString();
    const std::optional<ThinModel> parts = thin(bytes);
    REQUIRE(parts);
    CHECK(parts->bytes.size() < 1000);
    REQUIRE(parts->raw_data.size() == 2);
    CHECK(parts->raw_data[0].empty());
    CHECK(parts->raw_data[1].size() == kernel_values().size() * sizeof(float));
    const nn::Model model = read(bytes);
    check_same_weights(model, read(convolution(false).SerializeAsString()));
    // Row 1, column 2, channel 3, filter 4 of the model's kernel {rows, cols, channels, filters}.
    const nn::Tensor& kernel = *model.node(1).weights[0];
    CHECK(kernel.values[static_cast<std::size_t>(((1 * kSize + 2) * kChannels + 3) * kFilters + 4)] ==
          kernel_values()[static_cast<std::size_t>(((4 * kChannels + 3) * kSize + 1) * kSize + 2)]);
}

TEST_CASE("a model without large weights stays as it is") {
    CHECK_FALSE(thin(convolution(false).SerializeAsString()));
    CHECK_FALSE(thin(""));
    CHECK_FALSE(thin("no model"));
}

TEST_CASE("a graph that is stored in two parts has the weights of both") {
    proto::ModelProto first = convolution(true), second;
    first.mutable_graph()->mutable_initializer()->DeleteSubrange(1, 1);
    *second.mutable_graph()->add_initializer() = convolution(true).graph().initializer(1);
    check_same_weights(read(first.SerializeAsString() + second.SerializeAsString()),
                       read(convolution(false).SerializeAsString()));
}

TEST_CASE("large weights of a damaged file are reported as those that protobuf reads") {
    proto::ModelProto model = convolution(true);
    model.mutable_graph()->mutable_initializer(1)->mutable_raw_data()->pop_back();
    CHECK(fault(model.SerializeAsString()) ==
          "m.onnx: has 24699 bytes in a tensor that needs 24700 (tensor \"kernel\"); export it again: this file is "
          "damaged.");
    const std::string bytes = convolution(true).SerializeAsString();
    for (const std::size_t size : {bytes.size() - 1, bytes.size() - 100, bytes.size() / 2, std::size_t{30}})
        CHECK(fault(bytes.substr(0, size)) ==
              "m.onnx: is not a complete ONNX model; copy or export it again: this file is damaged.");
    CHECK(fault(bytes + "\xff").find("is not a complete ONNX model") != std::string::npos);
    std::string with_nan = bytes;
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const std::vector<float> values = kernel_values();
    const std::size_t place = with_nan.find(std::string(reinterpret_cast<const char*>(&values[100]), sizeof(float)));
    REQUIRE(place != std::string::npos);
    std::memcpy(&with_nan[place], &nan, sizeof(nan));
    CHECK(fault(with_nan).find("has NaN or infinity in its weights") != std::string::npos);
}

}  // namespace convscope::onnx
