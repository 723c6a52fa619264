// TensorFlow Lite's models, written by the tests, compared with plain loops and with TensorFlow's operators.
#include "core/io/tflite/tflite.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/base/load_error.h"
#include "core/io/model_file.h"
#include "tests/core/io/tensorflow/graph_maker.h"
#include "tests/core/io/tflite/tflite_outputs.h"
#include "tests/support/keras_copies.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tflite_files.h"

using namespace convscope;
namespace format = tflite::format;
using samples::Floats;
using samples::largest_difference;
using samples::LoopAxis;
using samples::mixed_values;
using samples::outputs_of;
using samples::TfliteMaker;
using samples::TfliteType;
using FileBytes = std::vector<std::uint8_t>;
using Shape32 = std::vector<std::int32_t>;

namespace {

Dims dims_of(const Shape32& shape) {
    return {shape.begin(), shape.end()};
}

/// The output of one operator on mixed_values(); its further inputs are constants that `add` makes.
struct OneOperator {
    TfliteMaker maker;
    Shape32 shape;
    int x, y;

    OneOperator(const Shape32& input, const Shape32& output)
        : shape(input), x(maker.tensor("x", input)), y(maker.tensor("y", output)) {}

    Floats input() const { return mixed_values(samples::product_of(dims_of(shape)), 7); }
    Floats run() { return outputs_of(maker.file({x}, {y}), dims_of(shape), input()); }
};

std::string message_of(const FileBytes& file) {
    try {
        static_cast<void>(tflite::decode(file, "m.tflite"));
        return {};
    } catch (const LoadError& error) {
        return error.what();
    }
}

/// A kernel {rows, cols, channels, filters} in TensorFlow Lite's order {filters, rows, cols, channels}.
Floats filters_first(const Floats& kernel, std::size_t filters) {
    Floats result(kernel.size());
    const std::size_t taps = kernel.size() / filters;
    for (std::size_t i = 0; i < kernel.size(); ++i) result[i % filters * taps + i / filters] = kernel[i];
    return result;
}

}  // namespace

TEST_CASE("a TensorFlow Lite convolution has its filters first, and pads as in TensorFlow") {
    OneOperator one({1, 5, 6, 3}, {1, 3, 3, 2});
    const Floats kernel = mixed_values(3 * 2 * 3 * 2, 3);
    one.maker.add(3,
                  {one.x, one.maker.floats("k", {2, 3, 2, 3}, filters_first(kernel, 2)),
                   one.maker.floats("b", {2}, {0.5F, -0.5F})},
                  {one.y}, format::CreateConv2DOptions(one.maker.builder, 0, 2, 2, 1));
    Floats expected =
        samples::looped_convolution(one.input(), kernel, LoopAxis::same(5, 3, 2), LoopAxis::same(6, 2, 2), 3, 2);
    for (std::size_t i = 0; i < expected.size(); ++i)
        expected[i] = std::max(0.F, expected[i] + (i % 2 == 0 ? 0.5F : -0.5F));
    CHECK(largest_difference(one.run(), expected) < 1e-5F);
}

TEST_CASE("a TensorFlow Lite convolution with dilation equals plain loops") {
    OneOperator one({1, 6, 7, 1}, {1, 6, 7, 2});
    const Floats kernel = mixed_values(3 * 3 * 2, 3);
    one.maker.add(3, {one.x, one.maker.floats("k", {2, 3, 3, 1}, filters_first(kernel, 2)), -1}, {one.y},
                  format::CreateConv2DOptions(one.maker.builder, 0, 1, 1, 0, 3, 2));
    CHECK(largest_difference(one.run(), samples::looped_convolution(one.input(), kernel, LoopAxis::same(6, 3, 1, 2),
                                                                    LoopAxis::same(7, 3, 1, 3), 1, 2)) < 1e-5F);
}

TEST_CASE("a TensorFlow Lite depthwise convolution with a depth multiplier equals plain loops") {
    OneOperator one({1, 4, 5, 3}, {1, 2, 3, 6});
    const Floats kernel = mixed_values(2 * 3 * 6, 3);
    one.maker.add(4, {one.x, one.maker.floats("k", {1, 2, 3, 6}, kernel), -1}, {one.y},
                  format::CreateDepthwiseConv2DOptions(one.maker.builder, 0, 2, 2, 2, 0));
    CHECK(largest_difference(one.run(), samples::looped_depthwise(one.input(), kernel, LoopAxis::same(4, 2, 2),
                                                                  LoopAxis::same(5, 3, 2), 3, 2)) < 1e-5F);
}

TEST_CASE("a fully connected layer of TensorFlow Lite takes all values of an image") {
    OneOperator one({1, 2, 2, 2}, {1, 3});
    const Floats matrix = mixed_values(24, 5);  // {3, 8}
    one.maker.add(9, {one.x, one.maker.floats("w", {3, 8}, matrix), one.maker.floats("b", {3}, {1, 2, 3})}, {one.y},
                  format::CreateFullyConnectedOptions(one.maker.builder, 4));
    const Floats x = one.input();
    Floats expected{1, 2, 3};
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t f = 0; f < 8; ++f) expected[i] += matrix[8 * i + f] * x[f];
        expected[i] = std::tanh(expected[i]);
    }
    CHECK(largest_difference(one.run(), expected) < 1e-5F);
}

TEST_CASE("TensorFlow Lite's operators without options compute what TensorFlow's do") {
    struct Example {
        int code;
        std::string kind;
    };
    for (const Example& example : std::vector<Example>{{14, "Sigmoid"},
                                                       {19, "Relu"},
                                                       {20, "ReluN1To1"},
                                                       {21, "Relu6"},
                                                       {28, "Tanh"},
                                                       {47, "Exp"},
                                                       {50, "LogSoftmax"},
                                                       {59, "Neg"},
                                                       {92, "Square"},
                                                       {111, "Elu"},
                                                       {114, "Identity"},
                                                       {117, "HardSwish"},
                                                       {150, "Gelu"}}) {
        CAPTURE(example.kind);
        OneOperator one({1, 2, 2, 3}, {1, 2, 2, 3});
        one.maker.add(example.code, {one.x}, {one.y});
        samples::GraphMaker graph({2, 2, 3});
        graph.node(example.kind, {"x"});
        CHECK(largest_difference(one.run(), graph.run(1).values) == 0);
    }
}

TEST_CASE("TensorFlow Lite's arithmetic operators can have an activation") {
    const std::vector<std::pair<int, float (*)(float, float)>> kinds{{0, [](float a, float b) { return a + b; }},
                                                                     {18, [](float a, float b) { return a * b; }},
                                                                     {41, [](float a, float b) { return a - b; }},
                                                                     {42, [](float a, float b) { return a / b; }}};
    for (const auto& entry : kinds) {
        const auto& code = entry.first;
        const auto& function = entry.second;
        CAPTURE(code);
        OneOperator one({1, 2, 3}, {1, 2, 3});
        const int gate = one.maker.tensor("gate", {1, 2, 3});
        one.maker.add(14, {one.x}, {gate});
        one.maker.add(code, {one.x, gate}, {one.y}, format::CreateArithmeticOptions(one.maker.builder, 1));
        Floats expected = one.input();
        for (float& value : expected) value = std::max(0.F, function(value, 1 / (1 + std::exp(-value))));
        CHECK(largest_difference(one.run(), expected) < 1e-5F);
    }
}

TEST_CASE("TensorFlow Lite's shapes, poolings and reductions follow their options") {
    SUBCASE("pooling") {
        OneOperator one({1, 5, 5, 1}, {1, 3, 3, 1});
        one.maker.add(17, {one.x}, {one.y}, format::CreatePool2DOptions(one.maker.builder, 0, 2, 2, 2, 2));
        samples::GraphMaker graph({5, 5, 1});
        graph.node("MaxPool", {"x"},
                   {{"padding", std::string("SAME")},
                    {"ksize", samples::Integers{1, 2, 2, 1}},
                    {"strides", samples::Integers{1, 2, 2, 1}}});
        CHECK(largest_difference(one.run(), graph.run(1).values) == 0);
    }
    SUBCASE("reshape by its option, softmax with beta") {
        OneOperator one({1, 2, 2}, {1, 4});
        const int flat = one.maker.tensor("flat", {1, 4});
        const std::vector<std::int32_t> target{-1, 4};
        one.maker.add(22, {one.x}, {flat},
                      format::CreateReshapeOptions(one.maker.builder, one.maker.builder.CreateVector(target)));
        one.maker.add(25, {flat}, {one.y}, format::CreateSoftmaxOptions(one.maker.builder, 2));
        Floats expected = one.input();
        float sum = 0;
        for (float& value : expected) sum += value = std::exp(2 * value);
        for (float& value : expected) value /= sum;
        CHECK(largest_difference(one.run(), expected) < 1e-6F);
    }
    SUBCASE("concatenation") {
        OneOperator one({1, 2, 1, 2}, {1, 2, 1, 4});
        one.maker.add(2, {one.x, one.x}, {one.y}, format::CreateConcatenationOptions(one.maker.builder, -1, 0));
        const Floats x = one.input();
        CHECK(one.run() == Floats{x[0], x[1], x[0], x[1], x[2], x[3], x[2], x[3]});
    }
    SUBCASE("mean, squeeze") {
        OneOperator one({1, 2, 2, 2}, {1, 2});
        const int mean = one.maker.tensor("mean", {1, 1, 1, 2});
        one.maker.add(40, {one.x, one.maker.integers("axes", {1, 2})}, {mean},
                      format::CreateReducerOptions(one.maker.builder, true));
        const std::vector<std::int32_t> axes{1, 2};
        one.maker.add(43, {mean}, {one.y},
                      format::CreateSqueezeOptions(one.maker.builder, one.maker.builder.CreateVector(axes)));
        const Floats x = one.input();
        CHECK(largest_difference(one.run(), {(x[0] + x[2] + x[4] + x[6]) / 4, (x[1] + x[3] + x[5] + x[7]) / 4}) <
              1e-6F);
    }
    SUBCASE("leaky relu, prelu") {
        OneOperator one({1, 2, 2, 2}, {1, 2, 2, 2});
        const int leaky = one.maker.tensor("leaky", {1, 2, 2, 2});
        one.maker.add(98, {one.x}, {leaky}, format::CreateLeakyReluOptions(one.maker.builder, 0.5F));
        one.maker.add(54, {leaky, one.maker.floats("slopes", {1, 1, 2}, {0.1F, 0.2F})}, {one.y});
        Floats expected = one.input();
        for (std::size_t i = 0; i < expected.size(); ++i)
            if (expected[i] < 0) expected[i] *= 0.5F * (i % 2 == 0 ? 0.1F : 0.2F);
        CHECK(largest_difference(one.run(), expected) < 1e-6F);
    }
}

TEST_CASE("half-precision weights of TensorFlow Lite pass a DEQUANTIZE") {
    OneOperator one({1, 2}, {1, 1});
    // 0x3C00 is 1, 0xC100 is -2.5.
    const int half = one.maker.tensor("half", {1, 2}, TfliteType::float16,
                                      samples::little_endian(std::vector<std::uint16_t>{0x3C00, 0xC100}));
    const int full = one.maker.tensor("full", {1, 2});
    one.maker.add(6, {half}, {full});
    one.maker.add(9, {one.x, full, -1}, {one.y}, format::CreateFullyConnectedOptions(one.maker.builder));
    const Floats x = one.input();
    CHECK(one.run().at(0) == doctest::Approx(x[0] - 2.5F * x[1]));
}

TEST_CASE("layers of TensorFlow Lite are named after their outputs") {
    const nn::Model model = tflite::decode(samples::small_tflite(), "m.tflite");
    std::vector<std::string> names;
    for (const nn::Node& node : model.nodes()) names.push_back(node.name);
    CHECK(names == std::vector<std::string>{"image", "conv", "depthwise", "mean", "dense"});
    CHECK(model.node(4).layer->activation().kind == nn::ActivationKind::softmax);
    CHECK(model.node(0).file_layout().axes == Dims{kBatchAxis, 4, 4, 3});
}

TEST_CASE("a TensorFlow Lite file, and Teachable Machine's zip of one with its labels, open as models") {
    const TemporaryFolder folder;
    const FileBytes file = samples::small_tflite();
    const std::filesystem::path path = folder.write("m.bin", std::string(file.begin(), file.end()));
    CHECK(file_kind(path) == FileKind::tflite);
    CHECK(is_model(FileKind::tflite));
    CHECK(load_model(path).size() == 5);
    const FileBytes zip = samples::zip(
        {{"model_unquant.tflite", std::string(file.begin(), file.end())}, {"labels.txt", "0 red\n1 green\n2 blue\n"}});
    const nn::Model model = load_model(folder.write("tm.zip", zip));
    CHECK(model.info().labels == std::vector<std::string>{"red", "green", "blue"});
}

TEST_CASE("operators of TensorFlow Lite that cannot be read are named") {
    OneOperator one({1, 2}, {1, 2});
    one.maker.add(32, {one.x}, {one.y});
    CHECK(message_of(one.maker.file({one.x}, {one.y})) ==
          "m.tflite: has an operator that convscope does not know (CUSTOM \"y\"); open the Keras model that it was "
          "made from, or convert it to ONNX.");
    OneOperator future({1, 2}, {1, 2});
    future.maker.add(9999, {future.x}, {future.y});
    CHECK(message_of(future.maker.file({future.x}, {future.y})).find("(operator 9999 \"y\")") != std::string::npos);
    OneOperator bare({1, 2, 2, 1}, {1, 2, 2, 1});
    bare.maker.add(17, {bare.x}, {bare.y});
    CHECK(message_of(bare.maker.file({bare.x}, {bare.y})) ==
          "m.tflite: has no options (MAX_POOL_2D \"y\"); download or convert the model again.");
}

TEST_CASE("damaged TensorFlow Lite files are refused") {
    const FileBytes whole = samples::small_tflite();
    CHECK(message_of({}) == "m.tflite: is a damaged TensorFlow Lite model; download or convert the model again.");
    CHECK(message_of({whole.begin(), whole.begin() + 100}).starts_with("m.tflite: is a damaged TensorFlow Lite model"));
    TfliteMaker maker;
    const int x = maker.tensor("x", {1, 2}), y = maker.tensor("y", {1, 2});
    const int short_weights = maker.tensor("w", {2, 2}, TfliteType::float32, FileBytes(12));
    maker.add(9, {x, short_weights, -1}, {y}, format::CreateFullyConnectedOptions(maker.builder));
    CHECK(message_of(maker.file({x}, {y})).starts_with("m.tflite: has 12 bytes for 2, 2 (tensor \"w\")"));
    TfliteMaker missing;
    const int z = missing.tensor("z", {1, 2});
    missing.add(19, {77}, {z});
    CHECK(message_of(missing.file({z}, {z})).starts_with("m.tflite: names the tensor 77 of 1"));
}
