#include "core/io/onnx/write_model.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/load_error.h"
#include "core/io/model_file.h"
#include "core/io/onnx/proto.h"
#include "core/nn/layers/normalization/group_normalization.h"
#include "core/nn/layers/normalization/layer_normalization.h"
#include "core/nn/layers/normalization/local_response_normalization.h"
#include "core/nn/layers/normalization/unit_normalization.h"
#include "core/nn/layers/pointwise/quantization.h"
#include "core/nn/layers/shape/resizing.h"
#include "core/nn/layers/shape/take.h"
#include "core/nn/layers/window/conv2d_transpose.h"
#include "core/nn/plan/plan.h"
#include "tests/support/sample_models.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

/// The layout in an ONNX file of a value with this node shape.
nn::Layout in_onnx(const nn::Shape& shape) {
    return shape.is_image() ? nn::channels_first(shape) : nn::plain_layout(shape);
}

/// The model's outputs for noise. Inputs and outputs have the order of layout(node).
template <class LayoutOf>
std::vector<std::vector<float>> outputs_of(const nn::Model& model, const LayoutOf& layout) {
    constexpr std::int64_t kBatch = 2;
    nn::Plan plan(model, kBatch);
    for (std::size_t input = 0; input < model.inputs().size(); ++input) {
        const nn::Node& node = model.node(model.inputs()[input]);
        std::vector<float> values(static_cast<std::size_t>(kBatch * node.shape.count()));
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = static_cast<float>((i + input) * 37 % 101) / 101 - 0.3F;
        plan.set_input(input, nn::from_file_layout(layout(node), kBatch, values));
    }
    plan.run();
    std::vector<std::vector<float>> outputs;
    for (const int output : model.outputs())
        outputs.push_back(nn::to_file_layout(layout(model.node(output)), kBatch, plan.activation(output)).values);
    return outputs;
}

void check_round_trip(const nn::Model& model, const TemporaryFolder& folder) {
    const fs::path file = folder / "m.onnx";
    save_model(file, model);
    const nn::Model back = load_model(file);
    CHECK(back.info() == model.info());
    REQUIRE(back.inputs().size() == model.inputs().size());
    const auto expected = outputs_of(model, [](const nn::Node& node) { return in_onnx(node.shape); });
    const auto found = outputs_of(back, [](const nn::Node& node) { return node.file_layout(); });
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        REQUIRE(found[i].size() == expected[i].size());
        float largest = 1, error = 0;
        for (std::size_t v = 0; v < found[i].size(); ++v) {
            largest = std::max(largest, std::abs(expected[i][v]));
            error = std::max(error, std::abs(found[i][v] - expected[i][v]));
        }
        CHECK(error <= 1e-5F * largest);
    }
}

onnx::proto::ModelProto proto_in(const fs::path& file) {
    onnx::proto::ModelProto proto;
    REQUIRE(proto.ParseFromString(content_of(file)));
    return proto;
}

std::set<std::string> kinds_in(const onnx::proto::ModelProto& proto) {
    std::set<std::string> kinds;
    for (const onnx::proto::NodeProto& node : proto.graph().node()) kinds.insert(node.op_type());
    return kinds;
}

}  // namespace

TEST_CASE("the course model makes the round trip through ONNX") {
    const TemporaryFolder folder;
    const nn::Model course = load_model(fs::path(CONVSCOPE_TEST_ASSETS) / "models/course.h5");
    check_round_trip(course, folder);
    const onnx::proto::ModelProto proto = proto_in(folder / "m.onnx");
    CHECK(proto.opset_import(0).version() == 13);
    // No Transpose is needed.
    CHECK(kinds_in(proto) == std::set<std::string>{"Conv", "Relu", "MaxPool", "Flatten", "Gemm", "Softmax"});
    const onnx::proto::TensorShapeProto& shape = proto.graph().input(0).type().tensor_type().shape();
    CHECK(shape.dim(0).dim_param() == "N");
    CHECK(shape.dim(1).dim_value() == 1);
    CHECK(shape.dim(2).dim_value() == 28);
    const nn::Model back = load_model(folder / "m.onnx");
    REQUIRE(back.size() == course.size());
    for (int i = 1; i < back.size(); ++i) {
        CHECK(back.node(i).name == course.node(i).name);
        CHECK(back.node(i).layer->type() == course.node(i).layer->type());
        CHECK(back.node(i).weights.size() == course.node(i).weights.size());
    }
}

TEST_CASE("models from Keras make the round trip through ONNX") {
    const TemporaryFolder folder;
    for (const char* name : {"keras1_th", "keras1_merge", "keras1_branches", "keras2_channels_first", "keras2_mixed",
                             "keras2_axes", "keras2_nested", "keras2_shared", "keras2_layers", "keras3"}) {
        CAPTURE(name);
        check_round_trip(load_model(fs::path(CONVSCOPE_TEST_DATA) / "keras" / name / "model.h5"), folder);
    }
}

TEST_CASE("every activation makes the round trip through ONNX as one layer's activation") {
    const TemporaryFolder folder;
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    std::vector<nn::Activation> activations{
        {.kind = nn::ActivationKind::gelu, .approximate = true},
        {.kind = nn::ActivationKind::hard_sigmoid, .slope = 1 / 6.F},
        {.kind = nn::ActivationKind::thresholded_relu, .low = 0.5F, .high = kInfinity},
        {.kind = nn::ActivationKind::clip, .low = -0.25F, .high = 0.5F}};
    for (const std::string_view name : nn::kActivationKindNames) {
        const nn::ActivationKind kind = nn::activation_named(name).value();
        if (kind == nn::ActivationKind::thresholded_relu || kind == nn::ActivationKind::clip) continue;
        const bool has_alpha = kind == nn::ActivationKind::leaky_relu || kind == nn::ActivationKind::elu;
        activations.push_back({kind, has_alpha ? 0.25F : kind == nn::ActivationKind::power ? 2.F : 0.F});
    }
    for (const nn::Activation& activation : activations) {
        CAPTURE(nn::name_of(activation.kind));
        nn::ModelBuilder builder;
        builder.input("x", {7, 6, 2});
        builder.add("conv2d",
                    samples::conv({.filters = 3, .window = {.rows = 3, .cols = 3}, .activation = activation}));
        builder.add("flatten", samples::layer<nn::Flatten>());
        builder.add("dense", samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 4, .activation = activation}));
        const nn::Model model = samples::with_numbers(builder.build(), 3);
        check_round_trip(model, folder);
        const nn::Model back = load_model(folder / "m.onnx");
        if (activation.over_channels()) continue;  // a softmax over the channels of an image is a layer of its own
        REQUIRE(back.size() == model.size());
        for (int i = 1; i < back.size(); ++i)
            CHECK(back.node(i).layer->activation() == model.node(i).layer->activation());
    }
}

TEST_CASE("normalizations, resized images and chosen positions make the round trip through ONNX as one layer each") {
    const TemporaryFolder folder;
    using samples::layer;
    const std::vector<nn::SharedLayer> layers{
        layer<nn::LayerNormalization>(nn::LayerNormalization::Parameters{}),
        layer<nn::LayerNormalization>(
            nn::LayerNormalization::Parameters{.rows = true, .cols = true, .epsilon = 0.25, .use_center = false}),
        layer<nn::GroupNormalization>(nn::GroupNormalization::Parameters{.groups = 2, .epsilon = 0.25}),
        layer<nn::UnitNormalization>(nn::UnitNormalization::Parameters{}),
        layer<nn::LocalResponseNormalization>(
            nn::LocalResponseNormalization::Parameters{.size = 3, .alpha = 0.5, .beta = 0.5, .bias = 2}),
        layer<nn::Resizing>(nn::Resizing::Parameters{3, 7, nn::Interpolation::bilinear}),
        layer<nn::Resizing>(nn::Resizing::Parameters{
            5, 2, nn::Interpolation::nearest, {.coordinates = nn::Coordinates::align_corners}}),
        layer<nn::Resizing>(nn::Resizing::Parameters{
            2, 9, nn::Interpolation::cubic, {.cubic_a = -0.5, .excludes_outside = true, .row_scale = 0.6}}),
        layer<nn::Take>(nn::Take::Parameters{1, {4, 2, 0, 0}}),
        layer<nn::Take>(nn::Take::Parameters{2, {3, 1}}),
        layer<nn::Conv2DTranspose>(
            nn::Conv2DTranspose::Parameters{.filters = 2,
                                            .window = {.rows = 2, .cols = 3, .row_stride = 3, .col_stride = 2},
                                            .groups = 2,
                                            .row_padding = 2,
                                            .col_padding = 1})};
    for (const nn::SharedLayer& tested : layers) {
        CAPTURE(tested->type());
        nn::ModelBuilder builder;
        builder.input("x", {4, 5, 4});
        builder.add("layer", tested);
        const nn::Model model = samples::with_numbers(builder.build(), 3);
        check_round_trip(model, folder);
        const nn::Model back = load_model(folder / "m.onnx");
        REQUIRE(back.size() == 2);
        CHECK(back.node(1).layer->is_same_kind(*tested));
    }
}

TEST_CASE("Quantization is written as a pair of operators and read back as one layer") {
    const TemporaryFolder folder;
    nn::ModelBuilder builder;
    builder.input("x", {3, 2, 2});
    builder.add("levels", samples::layer<nn::Quantization>(
                              nn::Quantization::Parameters{.scale = {0.125F, 0.25F}, .zero_point = {7, 128}}));
    builder.add("signed", samples::layer<nn::Quantization>(
                              nn::Quantization::Parameters{.scale = {0.5F}, .low = -128, .high = 127}));
    const nn::Model model = builder.build();
    check_round_trip(model, folder);
    const nn::Model back = load_model(folder / "m.onnx");
    REQUIRE(back.size() == 3);
    CHECK(back.node(2).layer->type() == "Quantization");
}

TEST_CASE("an activation that ONNX lacks is refused before anything is written") {
    const TemporaryFolder folder;
    nn::ModelBuilder builder;
    builder.input("x", {4});
    builder.add("limited", samples::layer<nn::ActivationLayer>(
                               nn::Activation{.kind = nn::ActivationKind::thresholded_relu, .low = 1, .high = 3}));
    try {
        check_saving(folder / "m.onnx", builder.build());
        FAIL("no error");
    } catch (const LoadError& error) {
        CAPTURE(std::string(error.what()));
        CHECK(std::string(error.what()).find("has the activation thresholded_relu with a slope or a limit") !=
              std::string::npos);
    }
    CHECK_FALSE(fs::exists(folder / "m.onnx"));
}

TEST_CASE("every kind of layer is written as operators with unique names") {
    const TemporaryFolder folder;
    const nn::Model model = samples::every_kind();
    onnx::save_model(folder / "m.onnx", model);
    const onnx::proto::ModelProto proto = proto_in(folder / "m.onnx");
    std::set<std::string> value_names;
    for (const onnx::proto::ValueInfoProto& input : proto.graph().input())
        CHECK(value_names.insert(input.name()).second);
    for (const onnx::proto::TensorProto& constant : proto.graph().initializer())
        CHECK(value_names.insert(constant.name()).second);
    std::set<std::string> node_names;
    for (const onnx::proto::NodeProto& node : proto.graph().node()) {
        CAPTURE(node.name());
        CHECK(node_names.insert(node.name()).second);
        for (const std::string& input : node.input()) CHECK((input.empty() || value_names.contains(input)));
        for (const std::string& output : node.output()) CHECK(value_names.insert(output).second);
    }
    for (const onnx::proto::ValueInfoProto& output : proto.graph().output()) CHECK(value_names.contains(output.name()));
    for (const nn::Node& node : model.nodes()) CHECK(value_names.contains(node.name));
}

TEST_CASE("check_saving() reports layers and paths that cannot be written, and writes nothing") {
    const TemporaryFolder folder;
    nn::ModelBuilder builder;
    builder.input("x", {4, 4, 1});
    builder.add("dilated", samples::layer<nn::AveragePooling2D>(nn::Window{.rows = 2, .cols = 2, .row_dilation = 2}));
    const nn::Model model = builder.build();
    try {
        check_saving(folder / "m.onnx", model);
        FAIL("no error");
    } catch (const LoadError& error) {
        CHECK(std::string(error.what()).find("layer \"dilated\" (AveragePooling2D): is dilated") != std::string::npos);
    }
    CHECK_FALSE(fs::exists(folder / "m.onnx"));
    CHECK_THROWS_AS(check_saving(folder / "none" / "m.onnx", samples::small_course()), LoadError);
    CHECK_NOTHROW(check_saving(folder / "m.onnx", samples::small_course()));
}

}  // namespace convscope
