// One small network in the variants that exporters write; see tests/data/onnx/generate.py.
#include "core/io/onnx/read_model.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "core/io/model_file.h"
#include "core/io/onnx/constant.h"
#include "core/io/onnx/proto.h"
#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/window/conv2d.h"
#include "tests/support/raw_run.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

fs::path file(const std::string& name) {
    return fs::path(CONVSCOPE_TEST_DATA) / "onnx" / name;
}

float largest_output_difference(const std::vector<float>& a, const std::vector<float>& b) {
    REQUIRE(a.size() == b.size());
    float largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::fabs(a[i] - b[i]));
    return largest;
}

/// Compares the output with the array in the file `expected`.npy.
void check_output(const nn::Tensor& output, const std::string& expected) {
    const NpyArray array = load_npy(file(expected + ".npy"));
    CHECK(output.shape.axes == array.shape);
    CHECK(largest_output_difference(output.values, array.values) < 1e-5F);
}

/// Compares the output y of `name`.onnx for `input`.npy with `expected`.npy. Returns the model.
nn::Model check_file(const std::string& name, const std::string& expected = "y", const std::string& input = "x") {
    CAPTURE(name);
    nn::Model model = load_model(file(name + ".onnx"));
    check_output(samples::raw_outputs(samples::raw_run(model, {load_npy(file(input + ".npy"))})).at("y"), expected);
    return model;
}

Names types_of(const nn::Model& model) {
    Names types;
    for (const nn::Node& node : model.nodes()) types.emplace_back(node.layer->type());
    return types;
}

const Names kPlainLayers{"InputLayer", "Conv2D", "MaxPooling2D", "Flatten", "Dense"};

}  // namespace

TEST_CASE("activations are fused into their layers") {
    const nn::Model model = check_file("plain");
    CHECK(types_of(model) == kPlainLayers);
    CHECK(model.info().name == "plain");
    CHECK(model.node(0).name == "x");
    CHECK(model.node(0).shape == nn::Shape{6, 6, 1});
    CHECK(model.node(1).name == "conv2d");
    CHECK(model.node(1).layer->activation().kind == nn::ActivationKind::relu);
    CHECK(model.node(4).layer->activation().kind == nn::ActivationKind::softmax);
    CHECK(model.output_names() == Names{"y"});
    CHECK(to_string(model.node(1).file_layout()) == "N, 3, 4, 4");
}

TEST_CASE("all variants of the network give the same layers and outputs") {
    for (const char* name :
         {"fixed_batch", "batch_of_one", "absurd_batch", "zero_batch", "negative_batch", "weights_as_inputs",
          "unsorted", "typed_data", "doubles", "halves", "brain_floats", "constants", "weights_turned", "bias_added",
          "flatten_by_shape", "bias_by_axis", "external"}) {
        const nn::Model model = check_file(name);
        CHECK(types_of(model) == kPlainLayers);
        CHECK(model.node(1).layer->activation().kind == nn::ActivationKind::relu);
        CHECK(model.node(4).layer->activation().kind == nn::ActivationKind::softmax);
        CHECK(dynamic_cast<const nn::Conv2D&>(*model.node(1).layer).parameters().use_bias);
        CHECK(dynamic_cast<const nn::Dense&>(*model.node(4).layer).parameters().use_bias);
    }
}

TEST_CASE("a model of operator set 1 is read, including its Dropout") {
    CHECK(types_of(check_file("first_opset")) ==
          Names{"InputLayer", "Conv2D", "MaxPooling2D", "Dropout", "Flatten", "Dense"});
}

TEST_CASE("a channels-last input that is transposed to channels first needs no Permute") {
    // With one channel, the same numbers are N, 6, 6, 1.
    const nn::Model model = load_model(file("channels_last.onnx"));
    CHECK(types_of(model) == kPlainLayers);
    CHECK(to_string(model.node(0).file_layout()) == "N, 6, 6, 1");
    NpyArray x = load_npy(file("x.npy"));
    x.shape = {2, 6, 6, 1};
    check_output(samples::raw_outputs(samples::raw_run(model, {x})).at("y"), "y");
}

TEST_CASE("every layer's output equals the file's value of that name, in the file's layout") {
    const nn::Model model = load_model(file("several_outputs.onnx"));
    CHECK(model.output_names() == Names{"y", "conv", "pool", "flat"});
    // The pre-activation is an output, so the activation stays a separate layer.
    CHECK(types_of(model) == Names{"InputLayer", "Conv2D", "Activation", "MaxPooling2D", "Flatten", "Dense"});
    const nn::Plan plan = samples::raw_run(model, {load_npy(file("x.npy"))});
    const auto outputs = samples::raw_outputs(plan);
    check_output(outputs.at("y"), "y");
    check_output(outputs.at("conv"), "conv");
    check_output(outputs.at("pool"), "pool");
    check_output(samples::raw_output(plan, 2), "relu");
    const NpyArray pool = load_npy(file("pool.npy"));
    CHECK(outputs.at("flat").shape == nn::Shape{2, 12});
    CHECK(largest_output_difference(outputs.at("flat").values, pool.values) < 1e-5F);
}

TEST_CASE("the values that an ArgMax takes become the model's first output, its prediction") {
    const nn::Model model = load_model(file("class_index.onnx"));
    CHECK(model.output_names() == Names{"y", "index"});
    const auto outputs = samples::raw_outputs(samples::raw_run(model, {load_npy(file("x.npy"))}));
    check_output(outputs.at("y"), "y");
    const NpyArray y = load_npy(file("y.npy"));
    CHECK(outputs.at("index").shape == nn::Shape{2});
    for (std::size_t n = 0; n < 2; ++n) {
        const auto first = y.values.begin() + static_cast<std::ptrdiff_t>(4 * n);
        CHECK(outputs.at("index").values[n] == static_cast<float>(std::max_element(first, first + 4) - first));
    }
}

TEST_CASE("open rows and columns become 224") {
    onnx::proto::ModelProto model;
    model.set_ir_version(8);
    model.add_opset_import()->set_version(13);
    onnx::proto::GraphProto& graph = *model.mutable_graph();
    onnx::proto::ValueInfoProto& input = *graph.add_input();
    input.set_name("x");
    onnx::proto::TypeProto::Tensor& type = *input.mutable_type()->mutable_tensor_type();
    type.set_elem_type(onnx::proto::TensorProto::FLOAT);
    for (const char* axis : {"N", "3", "H", "W"})
        if (std::string_view(axis) == "3")
            type.mutable_shape()->add_dim()->set_dim_value(3);
        else
            type.mutable_shape()->add_dim()->set_dim_param(axis);
    onnx::proto::NodeProto& node = *graph.add_node();
    node.set_op_type("Relu");
    node.add_input("x");
    node.add_output("y");
    graph.add_output()->set_name("y");
    const TemporaryFolder folder;
    std::ofstream(folder / "open.onnx", std::ios::binary) << model.SerializeAsString();
    CHECK(load_model(folder / "open.onnx").node(0).shape == nn::Shape{224, 224, 3});
    // A fed array fixes the size.
    const NpyArray small{{2, 3, 8, 9}, std::vector<float>(432)};
    CHECK(load_model(folder / "open.onnx", {.feeds = {&small, 1}}).node(0).shape == nn::Shape{8, 9, 3});
}

TEST_CASE("since opset 13 softmax normalizes over one axis; in older opsets, over that axis and all axes after it") {
    check_file("softmax_over_all", "softmax_over_all");
    check_file("softmax_over_channels", "softmax_over_channels");
}

TEST_CASE("arithmetic with constants per channel and per pixel, ReduceMean and Clip are read") {
    const nn::Model model = check_file("arithmetic", "arithmetic");
    CHECK(types_of(model) ==
          Names{"InputLayer", "Conv2D", "Rescaling", "Scale", "GlobalAveragePooling2D", "Subtract", "Activation"});
}

TEST_CASE("an input whose values are fed can be a weight") {
    // All four weights become inputs of the graph, as in ONNX's own tests.
    onnx::proto::ModelProto model;
    std::ifstream stream(file("plain.onnx"), std::ios::binary);
    REQUIRE(model.ParseFromIstream(&stream));
    auto& graph = *model.mutable_graph();
    std::vector<NpyArray> inputs{load_npy(file("x.npy"))};
    for (const auto& tensor : graph.initializer()) {
        auto* input = graph.add_input();
        input->set_name(tensor.name());
        NpyArray array{{tensor.dims().begin(), tensor.dims().end()}, {}};
        array.values.resize(tensor.raw_data().size() / sizeof(float));
        std::memcpy(array.values.data(), tensor.raw_data().data(), tensor.raw_data().size());
        for (const std::int64_t length : array.shape)
            input->mutable_type()->mutable_tensor_type()->mutable_shape()->add_dim()->set_dim_value(length);
        inputs.push_back(std::move(array));
    }
    graph.clear_initializer();
    const std::string bytes = model.SerializeAsString();
    const std::span<const std::uint8_t> span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    const nn::Model read = onnx::decode_model(span, "fed.onnx", inputs);
    CHECK(read.inputs().size() == 5);
    check_output(samples::raw_outputs(samples::raw_run(read, inputs)).at("y"), "y");
    CHECK_THROWS_WITH(onnx::decode_model(span, "fed.onnx"),
                      "fed.onnx: needs the values of \"kernel\" before the model runs (node \"conv2d\" (Conv)); store "
                      "them in the model, or give them by a further --input.");
}

namespace {

/// Adds an initializer.
void add_weight(onnx::proto::GraphProto& graph, const std::string& name, const onnx::Constant& constant) {
    auto* tensor = graph.add_initializer();
    tensor->set_name(name);
    tensor->set_data_type(onnx::proto::TensorProto::FLOAT);
    for (const std::int64_t length : constant.dims()) tensor->add_dims(length);
    for (const float value : constant.numbers()) tensor->add_float_data(value);
}

void add_list(onnx::proto::NodeProto& node, const char* name, std::initializer_list<std::int64_t> values) {
    auto* attribute = node.add_attribute();
    attribute->set_name(name);
    attribute->set_type(onnx::proto::AttributeProto::INTS);
    for (const std::int64_t value : values) attribute->add_ints(value);
}

/// A chain of convolutions, poolings and dense layers as PyTorch exports it: channels first, so that the first dense
/// layer's kernel rows are in the order channels, rows, columns.
onnx::proto::ModelProto exported(const nn::Model& model) {
    onnx::proto::ModelProto proto;
    proto.set_ir_version(8);
    proto.add_opset_import()->set_version(13);
    onnx::proto::GraphProto& graph = *proto.mutable_graph();
    const nn::Shape& picture = model.node(0).shape;
    auto* input = graph.add_input();
    input->set_name("x");
    auto* shape = input->mutable_type()->mutable_tensor_type()->mutable_shape();
    shape->add_dim()->set_dim_param("N");
    for (const std::int64_t length : {picture.channels(), picture.rows(), picture.cols()})
        shape->add_dim()->set_dim_value(length);
    std::string last = "x";
    const auto add = [&](const std::string& kind, const std::string& name) -> onnx::proto::NodeProto& {
        auto& node = *graph.add_node();
        node.set_op_type(kind);
        node.set_name(name);
        node.add_input(last);
        node.add_output(last = name + "_" + kind);
        return node;
    };
    for (int i = 1; i < model.size(); ++i) {
        const nn::Node& layer = model.node(i);
        const std::string type(layer.layer->type());
        const auto weight = [&](std::size_t which) {
            return onnx::Constant(layer.weights[which]->shape.axes, layer.weights[which]->values);
        };
        if (type == "Conv2D") {
            auto& node = add("Conv", layer.name);
            node.add_input(layer.name + "_w");
            node.add_input(layer.name + "_b");
            add_weight(graph, layer.name + "_w", weight(0).transposed({3, 2, 0, 1}));
            add_weight(graph, layer.name + "_b", weight(1));
        } else if (type == "MaxPooling2D") {
            auto& node = add("MaxPool", layer.name);
            add_list(node, "kernel_shape", {2, 2});
            add_list(node, "strides", {2, 2});
        } else if (type == "Flatten") {
            add("Flatten", layer.name);
        } else {
            REQUIRE(type == "Dense");
            auto& node = add("Gemm", layer.name);
            node.add_input(layer.name + "_w");
            node.add_input(layer.name + "_b");
            onnx::Constant kernel = weight(0);
            const nn::Shape& before = model.node(i - 2).shape;
            if (model.node(i - 1).layer->type() == "Flatten" && before.is_image())
                kernel = kernel.reshaped({before.rows(), before.cols(), before.channels(), layer.shape.channels()})
                             .transposed({2, 0, 1, 3})
                             .reshaped(kernel.dims());
            add_weight(graph, layer.name + "_w", kernel);
            add_weight(graph, layer.name + "_b", weight(1));
        }
        const nn::ActivationKind kind = layer.layer->activation().kind;
        if (kind == nn::ActivationKind::relu) add("Relu", layer.name);
        if (kind == nn::ActivationKind::softmax) add("Softmax", layer.name);
    }
    graph.add_output()->set_name(last);
    return proto;
}

}  // namespace

TEST_CASE("the course's network, exported channels first, has the same activations in every layer") {
    const nn::Model keras = load_model(fs::path(CONVSCOPE_TEST_ASSETS) / "models" / "course.h5");
    const std::string bytes = exported(keras).SerializeAsString();
    const TemporaryFolder folder;
    std::ofstream(folder / "course.bin", std::ios::binary) << bytes;
    // The kind is recognised by the content, not by the ending.
    CHECK(file_kind(folder / "course.bin") == FileKind::onnx);
    const nn::Model model = load_model(folder / "course.bin");
    REQUIRE(types_of(model) == types_of(keras));
    NpyArray x{{2, 1, 28, 28}, std::vector<float>(std::size_t{2} * 28 * 28)};
    for (std::size_t i = 0; i < x.values.size(); ++i) x.values[i] = static_cast<float>((i * 7919) % 256) / 255.F;
    const nn::Plan plan = samples::raw_run(model, {x});
    x.shape = {2, 28, 28, 1};
    const nn::Plan expected = samples::raw_run(keras, {x});
    for (int i = 0; i < model.size(); ++i) {
        CAPTURE(keras.node(i).name);
        CHECK(model.node(i).name == (i == 0 ? "x" : keras.node(i).name));
        const std::vector<float> onnx_values(plan.activation(i).begin(), plan.activation(i).end());
        const std::vector<float> keras_values(expected.activation(i).begin(), expected.activation(i).end());
        CHECK(largest_output_difference(onnx_values, keras_values) < 1e-5F);
    }
}

}  // namespace convscope
