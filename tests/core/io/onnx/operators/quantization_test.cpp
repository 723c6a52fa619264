// Networks with whole numbers: their layers compute with the real values that the numbers stand for.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/nn/layers/pointwise/quantization.h"
#include "tests/core/io/onnx/operators/small_graph.h"

namespace convscope::onnx {

namespace {

using Values = std::vector<float>;
using Names = std::vector<std::string>;
using proto::TensorProto;

void check_near(const Values& found, const Values& expected) {
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i] == doctest::Approx(expected[i]));
}

/// A graph with a scale of 1/2, and zero points of both types of byte.
SmallGraph half_steps(const SmallGraph::Lengths& lengths) {
    SmallGraph graph(lengths);
    graph.floats("scale", {}, {0.5F});
    graph.bytes("zero", TensorProto::UINT8, {}, {10});
    graph.bytes("signed_zero", TensorProto::INT8, {}, {-3});
    return graph;
}

}  // namespace

TEST_CASE("QuantizeLinear and the DequantizeLinear after it become one Quantization") {
    SmallGraph graph = half_steps({4});
    graph.add("QuantizeLinear", {"x", "scale", "zero"}, "levels");
    graph.add("DequantizeLinear", {"levels", "scale", "zero"}, "y");
    CHECK(graph.kinds() == Names{"Quantization"});
    // Levels 10 + 2.4, 10 + 2.5 (to the even 12), -90 (limited to 0) and 1010 (limited to 255).
    CHECK(graph.run({1.2F, 1.25F, -50, 500}).values == Values{1, 1, -5, 122.5F});

    SmallGraph signed_graph = half_steps({3});
    signed_graph.add("QuantizeLinear", {"x", "scale", "signed_zero"}, "levels");
    signed_graph.add("DequantizeLinear", {"levels", "scale", "signed_zero"}, "y");
    CHECK(signed_graph.run({0.6F, -100, 100}).values == Values{0.5F, -62.5F, 65});
}

TEST_CASE("QuantizeLinear alone gives the levels, and DequantizeLinear alone the real values") {
    SmallGraph graph = half_steps({3});
    graph.add("QuantizeLinear", {"x", "scale", "zero"}, "y");
    check_near(graph.run({1.2F, -50, 500}).values, {12, 0, 255});
    SmallGraph back = half_steps({3});
    back.add("DequantizeLinear", {"x", "scale", "zero"}, "y");
    check_near(back.run({12, 0, 255}).values, {1, -5, 122.5F});
}

TEST_CASE("weights that are stored as bytes with a scale for each filter are read as floats") {
    SmallGraph graph({2, 1, 2});
    graph.bytes("kernel", TensorProto::INT8, {2, 2, 1, 1}, {10, -20, 4, 8});
    graph.floats("scales", {2}, {0.1F, 0.5F});
    graph.bytes("zeros", TensorProto::INT8, {2}, {0, 2});
    graph.add("DequantizeLinear", {"kernel", "scales", "zeros"}, "filters");
    graph.with("axis", 0);
    graph.add("Conv", {"x", "filters"}, "y");
    CHECK(graph.kinds() == Names{"Conv2D"});
    check_near(graph.run({1, 0, 10, 1}).values, {1 - 20, -2, 1 + 30, 3});
}

TEST_CASE("QLinearConv becomes a convolution of real values between two Quantization layers") {
    SmallGraph graph = half_steps({1, 1, 2});
    graph.add("QuantizeLinear", {"x", "scale", "zero"}, "levels");
    graph.bytes("kernel", TensorProto::UINT8, {1, 1, 1, 1}, {13});
    graph.floats("kernel_scale", {}, {0.25F});
    graph.floats("result_scale", {}, {2});
    graph.integers("bias", {1}, {8});  // 8 x 0.5 x 0.25 = 1
    graph.add("QLinearConv",
              {"levels", "scale", "zero", "kernel", "kernel_scale", "zero", "result_scale", "zero", "bias"}, "result");
    graph.add("DequantizeLinear", {"result", "result_scale", "zero"}, "y");
    CHECK(graph.kinds() == Names{"Quantization", "Conv2D", "Quantization"});
    // The filter is 0.75: 3 x 0.75 + 1 = 3.25 is rounded to 4 and -2 x 0.75 + 1 = -0.5 to 0.
    CHECK(graph.run({3.1F, -2}).values == Values{4, 0});
}

TEST_CASE("MatMulInteger subtracts its zero points") {
    SmallGraph graph({2});
    graph.bytes("matrix", TensorProto::UINT8, {2, 1}, {12, 9});
    graph.bytes("zero", TensorProto::UINT8, {}, {10});
    graph.bytes("other_zero", TensorProto::UINT8, {}, {3});
    graph.add("MatMulInteger", {"x", "matrix", "other_zero", "zero"}, "y");
    check_near(graph.run({5, 4}).values, {2 * 2 - 1});
}

TEST_CASE("scales that are not positive, blocks of scales and scales that do not fit are refused") {
    SmallGraph graph = half_steps({3});
    graph.floats("nothing", {}, {0});
    graph.add("QuantizeLinear", {"x", "nothing", "zero"}, "y");
    CHECK(graph.fault().starts_with("m.onnx: has a scale of 0 (node \"y\" (QuantizeLinear))"));
    SmallGraph several({3});
    several.floats("scales", {2}, {1, 2});
    several.add("QuantizeLinear", {"x", "scales"}, "y");
    CHECK(several.fault().starts_with("m.onnx: has 2 scales for an axis of 3"));
    several.with("block_size", 2);
    CHECK(several.fault().starts_with("m.onnx: has a scale for each block of values"));
}

}  // namespace convscope::onnx
