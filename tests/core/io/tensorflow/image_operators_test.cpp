// TensorFlow's operators on images, compared with plain loops.
#include "core/io/tensorflow/image_operators.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/base/load_error.h"
#include "core/nn/layers/window/conv2d.h"
#include "tests/core/io/tensorflow/graph_maker.h"

using namespace convscope;
using samples::Floats;
using samples::GraphMaker;
using samples::Integers;
using samples::largest_difference;
using samples::LoopAxis;
using samples::mixed_values;

namespace {

constexpr float kExact = 1e-5F;

std::string text_of_error(const GraphMaker& maker) {
    try {
        static_cast<void>(maker.model());
        return {};
    } catch (const LoadError& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("a TensorFlow convolution pads as TensorFlow does, with the odd pixel after the image") {
    struct Example {
        std::string padding;
        Integers strides, dilations, explicit_paddings;
        LoopAxis rows, cols;
    };
    const std::vector<Example> examples{
        {"SAME", {1, 1, 1, 1}, {}, {}, LoopAxis::same(6, 3, 1), LoopAxis::same(7, 2, 1)},
        {"SAME", {1, 2, 2, 1}, {}, {}, LoopAxis::same(6, 3, 2), LoopAxis::same(7, 2, 2)},
        {"SAME", {1, 3, 2, 1}, {}, {}, LoopAxis::same(6, 3, 3), LoopAxis::same(7, 2, 2)},
        {"SAME", {1, 1, 1, 1}, {1, 2, 3, 1}, {}, LoopAxis::same(6, 3, 1, 2), LoopAxis::same(7, 2, 1, 3)},
        {"VALID", {1, 2, 1, 1}, {}, {}, LoopAxis::padded(6, 3, 2, 0, 0), LoopAxis::padded(7, 2, 1, 0, 0)},
        {"EXPLICIT",
         {1, 2, 2, 1},
         {},
         {0, 0, 2, 1, 0, 3, 0, 0},
         LoopAxis::padded(6, 3, 2, 2, 1),
         LoopAxis::padded(7, 2, 2, 0, 3)}};
    for (const Example& example : examples) {
        CAPTURE(example.padding);
        CAPTURE(example.rows.stride);
        GraphMaker maker({6, 7, 3});
        samples::NodeAttributes attributes{{"padding", example.padding}, {"strides", example.strides}};
        if (!example.dilations.empty()) attributes.emplace("dilations", example.dilations);
        if (!example.explicit_paddings.empty()) attributes.emplace("explicit_paddings", example.explicit_paddings);
        maker.node("Conv2D", {"x", maker.constant({3, 2, 3, 4}, 3)}, attributes);
        const nn::Tensor result = maker.run(1);
        CHECK(result.shape.axes == Integers{1, example.rows.output, example.cols.output, 4});
        CHECK(largest_difference(result.values, samples::looped_convolution(maker.input(1), mixed_values(72, 3),
                                                                            example.rows, example.cols, 3, 4)) <
              kExact);
    }
}

TEST_CASE("a TensorFlow convolution in groups takes the kernel's channels as those of one group") {
    GraphMaker maker({4, 4, 4});
    maker.node("Conv2D", {"x", maker.constant({1, 1, 2, 2}, Floats{1, 10, 2, 20})},
               {{"padding", std::string("VALID")}});
    const Floats x = maker.input(1), y = maker.run(1).values;
    // Filter 0 takes channels 0 and 1, filter 1 channels 2 and 3.
    REQUIRE(y.size() == 32);
    for (std::size_t pixel = 0; pixel < 16; ++pixel) {
        CHECK(y[2 * pixel] == doctest::Approx(x[4 * pixel] + 2 * x[4 * pixel + 1]));
        CHECK(y[2 * pixel + 1] == doctest::Approx(10 * x[4 * pixel + 2] + 20 * x[4 * pixel + 3]));
    }
}

TEST_CASE("a TensorFlow depthwise convolution gives the outputs of one channel next to each other") {
    GraphMaker maker({5, 6, 3});
    maker.node("DepthwiseConv2dNative", {"x", maker.constant({3, 3, 3, 2}, 5)},
               {{"padding", std::string("SAME")}, {"strides", Integers{1, 2, 2, 1}}});
    const nn::Tensor result = maker.run(1);
    CHECK(result.shape.axes == Integers{1, 3, 3, 6});
    CHECK(largest_difference(result.values,
                             samples::looped_depthwise(maker.input(1), mixed_values(54, 5), LoopAxis::same(5, 3, 2),
                                                       LoopAxis::same(6, 3, 2), 3, 2)) < kExact);
    CHECK(maker.model().node(1).display_name.kind == "DepthwiseConv2D");
}

TEST_CASE("TensorFlow's poolings ignore the padding of SAME") {
    for (const char* kind : {"MaxPool", "AvgPool"}) {
        CAPTURE(kind);
        GraphMaker maker({5, 6, 2});
        maker.node(
            kind, {"x"},
            {{"padding", std::string("SAME")}, {"ksize", Integers{1, 3, 2, 1}}, {"strides", Integers{1, 2, 2, 1}}});
        const Floats x = maker.input(1);
        Floats expected;
        for (std::int64_t output = 0; output < 9; ++output) expected.insert(expected.end(), 2, 0.F);
        for (std::size_t channel = 0; channel < 2; ++channel) {
            float sum = 0, largest = -100;
            int count = 0;
            samples::for_windows(
                LoopAxis::same(5, 3, 2), LoopAxis::same(6, 2, 2),
                [&](std::int64_t, std::int64_t input, std::int64_t) {
                    const float value = x[static_cast<std::size_t>(input) * 2 + channel];
                    sum += value;
                    largest = std::max(largest, value);
                    ++count;
                },
                [&](std::int64_t output) {
                    expected[static_cast<std::size_t>(output) * 2 + channel] =
                        std::string(kind) == "MaxPool" ? largest : sum / static_cast<float>(count);
                    sum = 0, largest = -100, count = 0;
                });
        }
        CHECK(largest_difference(maker.run(1).values, expected) < kExact);
    }
}

TEST_CASE("a bias and an activation after a TensorFlow convolution become part of its layer") {
    GraphMaker maker({4, 4, 3});
    const std::string conv = maker.node("Conv2D", {"x", maker.constant({1, 1, 3, 2}, 3)},
                                        {{"padding", std::string("SAME")}}, "net/conv1/Conv2D");
    const std::string biased =
        maker.node("BiasAdd", {conv, maker.constant({2}, Floats{0.5F, -0.25F})}, {}, "net/conv1/BiasAdd");
    maker.node("Relu", {biased}, {}, "net/act/Relu");
    const nn::Model model = maker.model();
    REQUIRE(model.size() == 2);
    CHECK(model.node(1).name == "conv1");
    CHECK(model.node(1).layer->activation() == nn::Activation{nn::ActivationKind::relu});
    const Floats x = maker.input(1), k = mixed_values(6, 3), y = maker.run(1).values;
    for (std::size_t pixel = 0; pixel < 16; ++pixel)
        for (std::size_t f = 0; f < 2; ++f) {
            float sum = f == 0 ? 0.5F : -0.25F;
            for (std::size_t c = 0; c < 3; ++c) sum += x[3 * pixel + c] * k[2 * c + f];
            CHECK(y[2 * pixel + f] == doctest::Approx(std::max(0.F, sum)));
        }
}

TEST_CASE("TensorFlow's fused convolution computes the same as its parts") {
    for (const char* kind : {"_FusedConv2D", "FusedDepthwiseConv2dNative"}) {
        const bool is_depthwise = std::string(kind) != "_FusedConv2D";
        const std::string plain = is_depthwise ? "DepthwiseConv2dNative" : "Conv2D";
        for (const char* activation : {"", "Relu", "Relu6", "LeakyRelu", "Elu", "Prelu", "Sigmoid", "Tanh"}) {
            CAPTURE(kind);
            CAPTURE(activation);
            const std::string name = activation;
            const samples::NodeAttributes window{{"padding", std::string("SAME")}, {"strides", Integers{1, 2, 2, 1}}};
            GraphMaker fused({5, 5, 2}), parts({5, 5, 2});
            const auto weights = [&](GraphMaker& maker) {
                return std::vector<std::string>{"x", maker.constant({3, 3, 2, 2}, 3),
                                                maker.constant({is_depthwise ? 4 : 2}, 4)};
            };
            const std::int64_t filters = is_depthwise ? 4 : 2;
            std::vector<std::string> inputs = weights(fused);
            if (name == "Prelu") inputs.push_back(fused.constant({filters}, 9));
            samples::NodeAttributes attributes = window;
            attributes.emplace("fused_ops", name.empty() ? "BiasAdd" : "BiasAdd," + name);
            attributes.emplace("leakyrelu_alpha", 0.3F);
            fused.node(kind, inputs, attributes);
            const std::vector<std::string> again = weights(parts);
            std::string value = parts.node(plain, {again[0], again[1]}, window);
            value = parts.node("BiasAdd", {value, again[2]});
            if (name == "Prelu")
                parts.node(name, {value, parts.constant({filters}, 9)});
            else if (!name.empty())
                parts.node(name, {value}, {{"alpha", 0.3F}});
            CHECK(largest_difference(fused.run().values, parts.run().values) == 0);
            CHECK(fused.model().size() == (name == "Prelu" ? 3 : 2));
        }
    }
}

TEST_CASE("TensorFlow's batch normalization works along the last axis") {
    GraphMaker maker({2, 3, 2});
    maker.node("FusedBatchNormV3",
               {"x", maker.constant({2}, Floats{2, 3}), maker.constant({2}, Floats{0.5F, -1}),
                maker.constant({2}, Floats{0.25F, -0.5F}), maker.constant({2}, Floats{4, 0.25F})},
               {{"epsilon", 0.01F}, {"is_training", std::int64_t{0}}});
    const Floats x = maker.input(), y = maker.run().values;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const float expected =
            i % 2 == 0 ? 2 * (x[i] - 0.25F) / std::sqrt(4.01F) + 0.5F : 3 * (x[i] + 0.5F) / std::sqrt(0.26F) - 1;
        CHECK(y[i] == doctest::Approx(expected));
    }
}

TEST_CASE("a batch normalization that TensorFlow spells out folds its constants") {
    // y = x * (rsqrt(variance + epsilon) * gamma) + (beta - mean * rsqrt(variance + epsilon) * gamma).
    GraphMaker maker({2, 2, 2});
    const std::string sum =
        maker.node("AddV2", {maker.constant({2}, Floats{4, 0.25F}), maker.constant({}, Floats{0.01F})});
    const std::string scale = maker.node("Mul", {maker.node("Rsqrt", {sum}), maker.constant({2}, Floats{2, 3})});
    const std::string product = maker.node("Mul", {"x", scale});
    const std::string shift = maker.node(
        "Sub",
        {maker.constant({2}, Floats{0.5F, -1}), maker.node("Mul", {maker.constant({2}, Floats{0.25F, -0.5F}), scale})});
    maker.node("AddV2", {product, shift});
    CHECK(maker.model().size() == 2);
    const Floats x = maker.input(), y = maker.run().values;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const float expected =
            i % 2 == 0 ? 2 * (x[i] - 0.25F) / std::sqrt(4.01F) + 0.5F : 3 * (x[i] + 0.5F) / std::sqrt(0.26F) - 1;
        CHECK(y[i] == doctest::Approx(expected));
    }
}

TEST_CASE("TensorFlow's Prelu has slopes per channel or per value") {
    for (const Dims& dims : {Dims{3}, Dims{1, 1, 3}, Dims{1, 2, 2, 3}, Dims{2, 2, 3}}) {
        GraphMaker maker({2, 2, 3});
        maker.node("Prelu", {"x", maker.constant(dims, 4)});
        const Floats x = maker.input(), y = maker.run().values;
        const Floats slopes = mixed_values(samples::product_of(dims), 4);
        for (std::size_t i = 0; i < x.size(); ++i)
            CHECK(y[i] == doctest::Approx(x[i] > 0 ? x[i] : x[i] * slopes[i % slopes.size()]));
    }
}

TEST_CASE("TensorFlow's Mean, Max and Sum over rows and columns give one value per channel") {
    for (const std::string kind : {"Mean", "Max", "Sum"})
        for (const std::int64_t keeps : {0, 1}) {
            CAPTURE(kind);
            GraphMaker maker({3, 4, 2});
            maker.node(kind, {"x", maker.integers({1, 2})}, {{"keep_dims", keeps}});
            const nn::Tensor result = maker.run();
            CHECK(result.shape.axes == (keeps == 1 ? Integers{2, 1, 1, 2} : Integers{2, 2}));
            const Floats x = maker.input();
            for (std::size_t i = 0; i < 4; ++i) {
                double sum = 0, largest = -100;
                for (std::size_t pixel = 0; pixel < 12; ++pixel) {
                    const double value = x[i / 2 * 24 + pixel * 2 + i % 2];
                    sum += value;
                    largest = std::max(largest, value);
                }
                CHECK(result.values[i] == doctest::Approx(kind == "Max"   ? largest
                                                          : kind == "Sum" ? sum
                                                                          : sum / 12)
                                              .epsilon(1e-5));
            }
        }
}

TEST_CASE("TensorFlow's resizing with half-pixel centres interpolates, and repeats pixels") {
    GraphMaker nearest({2, 2, 1});
    nearest.node("ResizeNearestNeighbor", {"x", nearest.integers({4, 6})}, {{"half_pixel_centers", std::int64_t{1}}});
    const Floats x = nearest.input(1), y = nearest.run(1).values;
    for (std::size_t i = 0; i < 24; ++i) CHECK(y[i] == x[i / 12 * 2 + i % 6 / 3]);
    GraphMaker bilinear({1, 2, 1});
    bilinear.node("ResizeBilinear", {"x", bilinear.integers({1, 4})}, {{"half_pixel_centers", std::int64_t{1}}});
    const Floats a = bilinear.input(1), b = bilinear.run(1).values;
    // Output i is at (i + 0.5) / 2 - 0.5 of the input: -0.25 (clamped), 0.25, 0.75, 1.25 (clamped).
    CHECK(b[0] == doctest::Approx(a[0]));
    CHECK(b[1] == doctest::Approx(0.75F * a[0] + 0.25F * a[1]));
    CHECK(b[2] == doctest::Approx(0.25F * a[0] + 0.75F * a[1]));
    CHECK(b[3] == doctest::Approx(a[1]));
}

TEST_CASE("TensorFlow's transposed convolution adds each pixel times the kernel to a larger image") {
    GraphMaker maker({2, 2, 1});
    maker.node("Conv2DBackpropInput",
               {maker.integers({-1, 4, 4, 1}), maker.constant({2, 2, 1, 1}, Floats{1, 2, 3, 4}), "x"},
               {{"padding", std::string("VALID")}, {"strides", Integers{1, 2, 2, 1}}});
    const Floats x = maker.input(1), y = maker.run(1).values;
    const Floats kernel{1, 2, 3, 4};
    for (std::size_t i = 0; i < 16; ++i)
        CHECK(y[i] == doctest::Approx(x[i / 8 * 2 + i % 4 / 2] * kernel[i / 4 % 2 * 2 + i % 2]));
}

TEST_CASE("the error for unsupported settings of TensorFlow's operators on images names them") {
    const samples::NodeAttributes valid{{"padding", std::string("VALID")}};
    GraphMaker planes({3, 4, 4});
    planes.node("Conv2D", {"x", planes.constant({1, 1, 3, 2})},
                {{"padding", std::string("VALID")}, {"data_format", std::string("NCHW")}}, "c");
    CHECK(text_of_error(planes) ==
          "g: computes with channels before rows and columns (NCHW) (node \"c\" (Conv2D)); "
          "convert the model with NHWC images.");
    GraphMaker channels({4, 4, 3});
    channels.node("Conv2D", {"x", channels.constant({1, 1, 2, 2})}, valid, "c");
    CHECK(text_of_error(channels).starts_with("g: has a kernel of 1, 1, 2, 2 for 3 channels"));
    GraphMaker corners({4, 4, 3});
    corners.node("ResizeBilinear", {"x", corners.integers({8, 8})}, {{"align_corners", std::int64_t{1}}}, "r");
    CHECK(text_of_error(corners).starts_with("g: resizes with align_corners (node \"r\" (ResizeBilinear))"));
    GraphMaker training({4, 4, 1});
    const std::string one = training.constant({1}, Floats{1});
    training.node("FusedBatchNormV3", {"x", one, one, one, one}, {{"is_training", std::int64_t{1}}}, "b");
    CHECK(text_of_error(training).starts_with("g: is in training mode"));
    GraphMaker vector({4});
    vector.node("MaxPool", {"x"}, {{"padding", std::string("VALID")}, {"ksize", Integers{1, 2, 2, 1}}}, "p");
    CHECK(text_of_error(vector).starts_with("g: takes a value of 2 axes as an image"));
}
