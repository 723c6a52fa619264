// Elementwise functions, reductions, resizing and transposed convolutions, with values computed by hand.
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "core/nn/layers/pointwise/activation_layer.h"
#include "tests/core/io/onnx/operators/small_graph.h"

namespace convscope::onnx {

namespace {

using Values = std::vector<float>;
using Names = std::vector<std::string>;
using Lengths = SmallGraph::Lengths;

void check_values(const SmallGraph& graph, const Values& x, const Values& expected) {
    const Values found = graph.run(x).values;
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i] == doctest::Approx(expected[i]));
}

/// An operator with one input.
SmallGraph unary(const std::string& kind, const Lengths& lengths) {
    SmallGraph graph(lengths);
    graph.add(kind, {"x"}, "y");
    return graph;
}

/// An operator over these axes, which are an attribute, or an input if `as_input`.
SmallGraph reduction(const std::string& kind, const Lengths& axes, bool as_input = false) {
    SmallGraph graph({2, 1, 2});
    if (as_input) {
        graph.integers("axes", {std::ssize(axes)}, axes);
        graph.add(kind, {"x", "axes"}, "y");
    } else {
        graph.add(kind, {"x"}, "y");
        graph.with("axes", axes);
    }
    return graph;
}

}  // namespace

TEST_CASE("elementwise functions become activations") {
    const Values x{0.25F, 1, 4};
    check_values(unary("Abs", {3}), {-1, 0, 2}, {1, 0, 2});
    check_values(unary("Log", {3}), x, {-1.386294361F, 0, 1.386294361F});
    check_values(unary("Sqrt", {3}), x, {0.5F, 1, 2});
    check_values(unary("Reciprocal", {3}), x, {4, 1, 0.25F});
    check_values(unary("Sin", {3}), x, {0.247403959F, 0.841470985F, -0.756802495F});
    check_values(unary("Cos", {3}), x, {0.968912422F, 0.540302306F, -0.653643621F});
    check_values(unary("Erf", {3}), x, {0.276326390F, 0.842700793F, 0.999999985F});
    check_values(unary("Neg", {3}), x, {-0.25F, -1, -4});
    CHECK(unary("Abs", {3}).kinds() == Names{"Activation"});
}

TEST_CASE("Pow takes one constant exponent") {
    const auto power = [](const Values& exponent) {
        SmallGraph graph({3});
        graph.floats("exponent", {std::ssize(exponent)}, exponent);
        graph.add("Pow", {"x", "exponent"}, "y");
        return graph;
    };
    check_values(power({2}), {-3, 0, 1.5F}, {9, 0, 2.25F});
    check_values(power({0.5F}), {4, 9, 0}, {2, 3, 0});
    check_values(power({3}), {-2, 1, 3}, {-8, 1, 27});
    CHECK(power({1, 2, 3}).fault().starts_with("m.onnx: has several exponents"));
}

TEST_CASE("Max and Min of a value and a number are limits; Min and Mean of values are computed") {
    SmallGraph limited({3});
    limited.floats("one", {}, {1});
    limited.add("Max", {"x", "one"}, "y");
    CHECK(limited.kinds() == Names{"Activation"});
    check_values(limited, {0, 1, 2}, {1, 1, 2});
    SmallGraph least({3});
    least.floats("one", {}, {1});
    least.add("Min", {"one", "x"}, "y");
    check_values(least, {0, 1, 2}, {0, 1, 1});
    SmallGraph of_values({3});
    of_values.add("Neg", {"x"}, "negative");
    of_values.add("Min", {"x", "negative"}, "y");
    check_values(of_values, {-1, 0, 2}, {-1, 0, -2});
    SmallGraph mean({2});
    mean.add("Abs", {"x"}, "absolute");
    mean.add("Mean", {"x", "absolute", "x"}, "y");
    check_values(mean, {-3, 6}, {-1, 6});
}

TEST_CASE("sums, norms and extremes are taken over rows and columns, channels or everything") {
    const Values x{1, -2, 3, 5};  // channels {1, -2} and {3, 5}
    check_values(reduction("ReduceSum", {2, 3}, true), x, {-1, 8});
    check_values(reduction("ReduceSum", {1}, true), x, {4, 3});
    check_values(reduction("ReduceSum", {1, 2, 3}, true), x, {7});
    check_values(reduction("ReduceMin", {-1}), x, {-2, 3});
    check_values(reduction("ReduceL1", {3}), x, {3, 8});
    check_values(reduction("ReduceL2", {3}), x, {std::sqrt(5.F), std::sqrt(34.F)});
    check_values(reduction("ReduceSumSquare", {1}), x, {10, 29});
    check_values(reduction("ReduceLogSum", {1}), x, {std::log(4.F), std::log(3.F)});
}

TEST_CASE("Resize takes sizes or scales, and every kind of coordinates") {
    SmallGraph corners({1, 1, 3});
    corners.integers("sizes", {4}, {1, 1, 1, 5});
    corners.add("Resize", {"x", "", "", "sizes"}, "y");
    corners.with("mode", "linear").with("coordinate_transformation_mode", "align_corners");
    CHECK(corners.kinds() == Names{"Resizing"});
    check_values(corners, {1, 3, 9}, {1, 2, 3, 6, 9});
    SmallGraph reduced({1, 1, 4});
    reduced.floats("scales", {4}, {1, 1, 1, 0.6F});
    reduced.add("Resize", {"x", "", "scales"}, "y");
    reduced.with("mode", "linear");
    check_values(reduced, {1, 2, 3, 4}, {1 + 1 / 3.F, 3});
    SmallGraph doubled({1, 1, 2});
    doubled.floats("scales", {4}, {1, 1, 1, 2});
    doubled.add("Resize", {"x", "", "scales"}, "y");
    doubled.with("coordinate_transformation_mode", "asymmetric").with("nearest_mode", "floor");
    CHECK(doubled.kinds() == Names{"UpSampling2D"});
    check_values(doubled, {1, 2}, {1, 1, 2, 2});
    SmallGraph region({1, 1, 2});
    region.floats("scales", {4}, {1, 1, 1, 2});
    region.add("Resize", {"x", "", "scales"}, "y");
    region.with("coordinate_transformation_mode", "tf_crop_and_resize");
    CHECK(
        region.fault().starts_with("m.onnx: resizes with the coordinate_transformation_mode tf_crop_and_resize (node"));
    SmallGraph channels({2, 1, 2});
    channels.floats("scales", {4}, {1, 2, 1, 2});
    channels.add("Resize", {"x", "", "scales"}, "y");
    CHECK(channels.fault().starts_with("m.onnx: resizes channels"));
}

TEST_CASE("ConvTranspose takes groups, the size of its output, SAME and an output_padding beyond its pads") {
    const auto transposed = [](const Lengths& input, const Lengths& kernel, const Values& weights) {
        SmallGraph graph(input);
        graph.floats("kernel", kernel, weights);
        graph.add("ConvTranspose", {"x", "kernel"}, "y");
        return graph;
    };
    SmallGraph groups = transposed({2, 1, 2}, {2, 1, 1, 2}, {1, 10, 2, 20});
    groups.with("group", 2);
    check_values(groups, {1, 2, 3, 4}, {1, 12, 20, 6, 68, 80});
    SmallGraph upper = transposed({1, 2}, {1, 1, 3}, {1, 10, 100});
    upper.with("strides", Lengths{2}).with("auto_pad", "SAME_UPPER");
    // Without pads 1, 10, 100 + 2, 20, 200: one output more than twice the length, cut off at the end.
    check_values(upper, {1, 2}, {1, 10, 102, 20});
    SmallGraph lower = transposed({1, 2}, {1, 1, 3}, {1, 10, 100});
    lower.with("strides", Lengths{2}).with("auto_pad", "SAME_LOWER");
    check_values(lower, {1, 2}, {10, 102, 20, 200});
    SmallGraph longer = transposed({1, 2}, {1, 1, 3}, {1, 10, 100});
    longer.with("strides", Lengths{2}).with("output_shape", Lengths{6});
    check_values(longer, {1, 2}, {1, 10, 102, 20, 200, 0});
    SmallGraph padded = transposed({1, 1, 2}, {1, 1, 1, 2}, {1, 10});
    padded.with("strides", Lengths{1, 3}).with("output_padding", Lengths{0, 2}).with("pads", Lengths{0, 1, 0, 0});
    check_values(padded, {1, 2}, {10, 0, 2, 20, 0, 0});
}

}  // namespace convscope::onnx
