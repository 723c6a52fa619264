// TensorFlow's operators that are translated to ONNX's, compared with plain arithmetic; constants, names and errors.
#include "core/io/tensorflow/read_graph.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/base/load_error.h"
#include "tests/core/io/tensorflow/graph_maker.h"

using namespace convscope;
using samples::Floats;
using samples::GraphMaker;
using samples::Integers;
using samples::mixed_values;

namespace {

using Function = double (*)(double);

/// Checks a graph of one value per value of the input.
void check_each(const GraphMaker& maker, const std::function<double(double)>& expected) {
    const Floats x = maker.input(), y = maker.run().values;
    REQUIRE(x.size() == y.size());
    for (std::size_t i = 0; i < x.size(); ++i)
        CHECK(y[i] == doctest::Approx(expected(static_cast<double>(x[i]))).epsilon(1e-4));
}

std::string message_of(const GraphMaker& maker) {
    try {
        static_cast<void>(maker.model());
        return {};
    } catch (const LoadError& error) {
        return error.what();
    }
}

double sigmoid_of(double x) {
    return 1 / (1 + std::exp(-x));
}

/// Takes one of the graph's inputs times 8, so that the limits of activations matter.
std::string enlarged(GraphMaker& maker) {
    return maker.node("Mul", {"x", maker.constant({}, Floats{8})});
}

}  // namespace

TEST_CASE("TensorFlow's activations compute the same as plain arithmetic") {
    const std::vector<std::pair<std::string, Function>> kinds{
        {"Relu", [](double x) { return std::max(0.0, x); }},
        {"Relu6", [](double x) { return std::clamp(x, 0.0, 6.0); }},
        {"ReluN1To1", [](double x) { return std::clamp(x, -1.0, 1.0); }},
        {"LeakyRelu", [](double x) { return x > 0 ? x : 0.2 * x; }},
        {"Elu", [](double x) { return x > 0 ? x : std::expm1(x); }},
        {"Selu", [](double x) { return 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * std::expm1(x)); }},
        {"Sigmoid", sigmoid_of},
        {"Tanh", [](double x) { return std::tanh(x); }},
        {"Softplus", [](double x) { return std::log1p(std::exp(x)); }},
        {"Softsign", [](double x) { return x / (1 + std::abs(x)); }},
        {"HardSwish", [](double x) { return x * std::clamp(x + 3, 0.0, 6.0) / 6; }},
        {"Gelu", [](double x) { return x / 2 * std::erfc(-x / std::sqrt(2.0)); }},
        {"Exp", [](double x) { return std::exp(x); }}};
    for (const auto& entry : kinds) {
        const auto& kind = entry.first;
        const auto& function = entry.second;
        CAPTURE(kind);
        GraphMaker maker({3, 2});
        maker.node(kind, {enlarged(maker)});
        const Function expected = function;
        check_each(maker, [expected](double x) { return expected(8 * x); });
    }
}

TEST_CASE("patterns of TensorFlow's operators become one activation") {
    GraphMaker swish({2, 2, 3});
    const std::string conv =
        swish.node("Conv2D", {"x", swish.constant({1, 1, 3, 2})}, {{"padding", std::string("SAME")}});
    swish.node("Mul", {conv, swish.node("Sigmoid", {conv})});
    CHECK(swish.model().nodes().back().layer->activation().kind == nn::ActivationKind::swish);
    CHECK(swish.model().size() == 2);
    GraphMaker hard({2, 2, 3});
    const std::string product =
        hard.node("Conv2D", {"x", hard.constant({1, 1, 3, 2})}, {{"padding", std::string("SAME")}});
    const std::string gate = hard.node("Relu6", {hard.node("AddV2", {product, hard.constant({}, Floats{3})})});
    hard.node("Mul", {product, hard.node("Mul", {gate, hard.constant({}, Floats{1 / 6.F})})});
    CHECK(hard.model().nodes().back().layer->activation().kind == nn::ActivationKind::hard_swish);
    CHECK(hard.model().size() == 2);
}

TEST_CASE("limits that follow each other become one activation") {
    GraphMaker maker({2, 2, 3});
    std::string value = maker.node("Conv2D", {"x", maker.constant({1, 1, 3, 2})}, {{"padding", std::string("SAME")}});
    value = maker.node("Relu", {value});
    value = maker.node("Minimum", {value, maker.constant({}, Floats{6})});
    maker.node("Maximum", {value, maker.constant({}, Floats{0})});
    REQUIRE(maker.model().size() == 2);
    CHECK(maker.model().node(1).layer->activation() == nn::Activation{nn::ActivationKind::relu6});
    // The first limit is needed by itself.
    maker.graph.outputs = {value, maker.graph.nodes.back().name};
    CHECK(maker.model().size() == 3);
}

TEST_CASE("TensorFlow's softmax works along the last axis") {
    for (const std::string kind : {"Softmax", "LogSoftmax"}) {
        GraphMaker maker({4});
        maker.node(kind, {"x"});
        const Floats x = maker.input(), y = maker.run().values;
        for (std::size_t row = 0; row < 2; ++row) {
            double sum = 0;
            for (std::size_t i = 0; i < 4; ++i) sum += std::exp(static_cast<double>(x[4 * row + i]));
            for (std::size_t i = 0; i < 4; ++i) {
                const double share = std::exp(static_cast<double>(x[4 * row + i])) / sum;
                CHECK(y[4 * row + i] == doctest::Approx(kind == "Softmax" ? share : std::log(share)));
            }
        }
    }
}

TEST_CASE("TensorFlow's arithmetic with constants computes the same as plain arithmetic") {
    const std::vector<std::pair<std::string, std::function<double(double)>>> kinds{
        {"AddV2", [](double x) { return x + 0.5; }},
        {"Sub", [](double x) { return x - 0.5; }},
        {"Mul", [](double x) { return x * 0.5; }},
        {"RealDiv", [](double x) { return x / 0.5; }},
        {"Maximum", [](double x) { return std::max(x, 0.5); }},
        {"Minimum", [](double x) { return std::min(x, 0.5); }}};
    for (const auto& entry : kinds) {
        const auto& kind = entry.first;
        const auto& expected = entry.second;
        CAPTURE(kind);
        GraphMaker maker({2, 3});
        maker.node(kind, {"x", maker.constant({}, Floats{0.5F})});
        check_each(maker, expected);
    }
    GraphMaker negative({2, 3});
    negative.node("Neg", {"x"});
    check_each(negative, [](double x) { return -x; });
    GraphMaker square({2, 3});
    square.node("Square", {"x"});
    check_each(square, [](double x) { return x * x; });
}

TEST_CASE("TensorFlow's arithmetic with two values computes the same as plain arithmetic") {
    const std::vector<std::pair<std::string, double (*)(double, double)>> kinds{
        {"AddV2", [](double a, double b) { return a + b; }},
        {"Sub", [](double a, double b) { return a - b; }},
        {"Mul", [](double a, double b) { return a * b; }},
        {"RealDiv", [](double a, double b) { return a / b; }},
        {"Maximum", [](double a, double b) { return std::max(a, b); }},
        {"Minimum", [](double a, double b) { return std::min(a, b); }}};
    for (const auto& entry : kinds) {
        const auto& kind = entry.first;
        const auto& function = entry.second;
        CAPTURE(kind);
        GraphMaker maker({2, 3});
        // sigmoid(x) is never 0 and is below some values and above others.
        maker.node(kind, {"x", maker.node("Sigmoid", {"x"})});
        const auto expected = function;
        check_each(maker, [expected](double x) { return expected(x, sigmoid_of(x)); });
    }
}

TEST_CASE("TensorFlow's products multiply by a matrix, transposed or not, also with fused operators") {
    for (const bool is_transposed : {false, true})
        for (const std::string kind : {"MatMul", "_FusedMatMul"}) {
            CAPTURE(kind);
            CAPTURE(is_transposed);
            GraphMaker maker({3});
            const Floats matrix = mixed_values(6, 4);  // {3, 2}
            Floats stored = matrix;
            if (is_transposed)
                for (std::size_t i = 0; i < 6; ++i) stored[i % 2 * 3 + i / 2] = matrix[i];
            std::vector<std::string> inputs{"x", maker.constant(is_transposed ? Dims{2, 3} : Dims{3, 2}, stored)};
            samples::NodeAttributes attributes{{"transpose_b", std::int64_t{is_transposed}}};
            const bool is_fused = kind != "MatMul";
            if (is_fused) {
                inputs.push_back(maker.constant({2}, Floats{0.25F, -0.5F}));
                attributes.emplace("fused_ops", std::string("BiasAdd,Relu"));
            }
            maker.node(kind, inputs, attributes, "dense/MatMul");
            CHECK(maker.model().size() == 2);
            CHECK(maker.model().node(1).name == "dense");
            const Floats x = maker.input(), y = maker.run().values;
            for (std::size_t i = 0; i < 4; ++i) {
                double sum = is_fused ? (i % 2 == 0 ? 0.25 : -0.5) : 0;
                for (std::size_t f = 0; f < 3; ++f) sum += x[i / 2 * 3 + f] * matrix[2 * f + i % 2];
                CHECK(y[i] == doctest::Approx(is_fused ? std::max(0.0, sum) : sum));
            }
        }
}

TEST_CASE("TensorFlow's paddings add a border of zeros, of a number or of mirrored values") {
    const auto padded = [](const std::string& kind, double outside, bool is_mirrored) {
        CAPTURE(kind);
        GraphMaker maker({3, 4, 1});
        std::string paddings = "paddings";
        maker.graph.constants.emplace(paddings, convscope::onnx::Constant({4, 2}, Integers{0, 0, 1, 2, 0, 1, 0, 0}));
        std::vector<std::string> inputs{"x", paddings};
        if (kind == "PadV2") inputs.push_back(maker.constant({}, Floats{7}));
        maker.node(kind, inputs, {{"mode", std::string("REFLECT")}});
        const nn::Tensor result = maker.run(1);
        CHECK(result.shape.axes == Integers{1, 6, 5, 1});
        CHECK(maker.model().size() == 2);
        const Floats x = maker.input(1);
        const auto mirrored = [](int position, int length) {
            return position < 0 ? -position : position >= length ? 2 * length - 2 - position : position;
        };
        for (int row = 0; row < 6; ++row)
            for (int col = 0; col < 5; ++col) {
                const int r = is_mirrored ? mirrored(row - 1, 3) : row - 1, c = is_mirrored ? mirrored(col, 4) : col;
                const bool is_inside = r >= 0 && r < 3 && c < 4;
                CHECK(result.values[static_cast<std::size_t>(row * 5 + col)] ==
                      doctest::Approx(is_inside ? x[static_cast<std::size_t>(r * 4 + c)] : outside));
            }
    };
    padded("Pad", 0, false);
    padded("PadV2", 7, false);
    padded("MirrorPad", 0, true);
}

TEST_CASE("a TensorFlow Reshape takes its target from constants or from the shape of a value") {
    GraphMaker constant({2, 3, 2});
    constant.node("Reshape", {"x", constant.integers({-1, 12})});
    CHECK(constant.run().shape.axes == Integers{2, 12});
    CHECK(constant.run().values == constant.input());
    GraphMaker computed({2, 3, 2});
    const std::string shape = computed.node("Shape", {"x"});
    const std::string batch =
        computed.node("StridedSlice", {shape, computed.integers({0}), computed.integers({1}), computed.integers({1})},
                      {{"shrink_axis_mask", std::int64_t{1}}});
    const std::string target = computed.node("Pack", {batch, computed.integer(12)});
    computed.node("Reshape", {"x", target});
    CHECK(computed.run().shape.axes == Integers{2, 12});
    CHECK(computed.run().values == computed.input());
}

TEST_CASE("TensorFlow's operators insert, remove, transpose, concatenate and split axes") {
    GraphMaker axes({2, 3});
    const std::string wide = axes.node("ExpandDims", {"x", axes.integer(-1)});
    const std::string transposed = axes.node("Transpose", {wide, axes.integers({0, 2, 1, 3})});
    axes.node("Squeeze", {transposed}, {{"squeeze_dims", Integers{3}}});
    const nn::Tensor result = axes.run(1);
    CHECK(result.shape.axes == Integers{1, 3, 2});
    const Floats x = axes.input(1);
    CHECK(result.values == Floats{x[0], x[3], x[1], x[4], x[2], x[5]});
    GraphMaker concatenated({1, 2, 2});
    const std::string first = concatenated.node("Identity", {"x"});
    concatenated.node("ConcatV2", {first, concatenated.node("Relu", {"x"}), concatenated.integer(3)});
    const nn::Tensor both = concatenated.run(1);
    CHECK(both.shape.axes == Integers{1, 1, 2, 4});
    const Floats v = concatenated.input(1);
    const auto relu = [](float value) { return std::max(0.F, value); };
    CHECK(both.values == Floats{v[0], v[1], relu(v[0]), relu(v[1]), v[2], v[3], relu(v[2]), relu(v[3])});
    GraphMaker split({4});
    const std::string half = split.node("Split", {split.integer(1), "x"}, {{"num_split", std::int64_t{2}}});
    split.graph.nodes.back().outputs = {half, half + ":1"};
    split.node("Sub", {half, half + ":1"});
    const Floats s = split.input(1), difference = split.run(1).values;
    CHECK(difference == Floats{s[0] - s[2], s[1] - s[3]});
}

TEST_CASE("a TensorFlow StridedSlice cuts rows and columns") {
    GraphMaker maker({4, 5, 1});
    maker.node("StridedSlice",
               {"x", maker.integers({0, 1, -3, 0}), maker.integers({0, 3, 0, 0}), maker.integers({1, 1, 1, 1})},
               {{"begin_mask", std::int64_t{0b1001}}, {"end_mask", std::int64_t{0b1101}}});
    const nn::Tensor result = maker.run(1);
    CHECK(result.shape.axes == Integers{1, 2, 3, 1});
    const Floats x = maker.input(1);
    CHECK(result.values == Floats{x[7], x[8], x[9], x[12], x[13], x[14]});
}

TEST_CASE("the input of TensorFlow's ArgMax is the model's prediction") {
    GraphMaker maker({3});
    const std::string scores = maker.node("Softmax", {maker.node("Mul", {"x", maker.constant({3})})}, {}, "scores");
    maker.node("Cast", {maker.node("ArgMax", {scores, maker.integer(-1)})}, {{"DstT", std::string("DT_INT32")}},
               "class");
    const nn::Model model = maker.model();
    CHECK(model.output_names() == std::vector<std::string>{"scores", "class"});
    CHECK(model.node(model.outputs().front()).shape == nn::Shape{3});
}

TEST_CASE("layers have the shortest end of their path that names one layer only") {
    GraphMaker maker({2, 2, 2});
    const auto conv = [&](const std::string& input, const std::string& name) {
        return maker.node("Conv2D", {input, maker.constant({1, 1, 2, 2})}, {{"padding", std::string("SAME")}}, name);
    };
    std::string value = conv("x", "StatefulPartitionedCall/net/block_1/conv/Conv2D");
    value = maker.node("Relu", {value}, {}, "StatefulPartitionedCall/net/block_1/relu/Relu");
    value = conv(value, "StatefulPartitionedCall/net/block_2/conv/Conv2D");
    value = conv(value, "StatefulPartitionedCall/net/stem/Conv2D_1");
    value = conv(value, "other/Conv2D;StatefulPartitionedCall/net/last/BiasAdd");
    value = conv(value, "plain");
    const nn::Model model = maker.model();
    std::vector<std::string> names;
    for (const nn::Node& node : model.nodes()) names.push_back(node.name);
    CHECK(names == std::vector<std::string>{"x", "block_1/conv", "block_2/conv", "stem", "other", "plain"});
}

TEST_CASE("operators of TensorFlow that cannot be read are named") {
    GraphMaker unknown({3});
    unknown.node("Einsum", {"x"}, {}, "e");
    CHECK(message_of(unknown) ==
          "g: has an operator that convscope does not compute, Einsum (node \"e\" (Einsum)); open the Keras model that "
          "it was made "
          "from, or convert it to ONNX.");
    GraphMaker value({3});
    value.node("Rsqrt", {"x"}, {}, "r");
    CHECK(message_of(value).starts_with("g: is computed from the model's input; only constants are possible"));
    GraphMaker paddings({3, 3, 1});
    paddings.node("Pad", {"x", "x"}, {}, "p");
    CHECK(message_of(paddings).starts_with("g: needs the values of \"x\" before the model runs (node \"p\" (Pad))"));
    GraphMaker mirrored({3, 3, 1});
    mirrored.graph.constants.emplace("s", convscope::onnx::Constant({4, 2}, Integers{0, 0, 1, 1, 1, 1, 0, 0}));
    mirrored.node("MirrorPad", {"x", "s"}, {{"mode", std::string("SYMMETRIC")}}, "m");
    CHECK(message_of(mirrored).starts_with("g: mirrors the outermost values too"));
}
