// Compares normalizations with the formulas of the ONNX documentation, computed here. Images are 4 channels of 2 x 3.
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "tests/core/io/onnx/operators/small_graph.h"

namespace convscope::onnx {

namespace {

using Values = std::vector<float>;
using Names = std::vector<std::string>;

constexpr std::size_t kChannels = 4, kPixels = 6;
constexpr double kEpsilon = 0.25;
const Values kGamma{1, 2, -1, 0.5F}, kBeta{0, 1, 0.25F, -2};

/// Normalises the values at these indexes together.
void normalize(Values& values, const std::vector<std::size_t>& indexes) {
    double mean = 0, variance = 0;
    const auto count = static_cast<double>(indexes.size());
    for (const std::size_t i : indexes) mean += values[i] / count;
    for (const std::size_t i : indexes) variance += (values[i] - mean) * (values[i] - mean) / count;
    for (const std::size_t i : indexes)
        values[i] = static_cast<float>((values[i] - mean) / std::sqrt(variance + kEpsilon));
}

/// The channels of each pixel normalised, if `groups` is 0; else all pixels of each of `groups` groups of channels.
Values normalized(std::size_t groups) {
    Values values = some_numbers(kChannels * kPixels);
    for (std::size_t which = 0; which < (groups == 0 ? kPixels : groups); ++which) {
        std::vector<std::size_t> indexes;
        for (std::size_t i = 0; i < values.size(); ++i)
            if (which == (groups == 0 ? i % kPixels : i / (values.size() / groups))) indexes.push_back(i);
        normalize(values, indexes);
    }
    return values;
}

/// The values times gamma plus beta of their channel.
Values weighted(Values values) {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = values[i] * kGamma[i / kPixels] + kBeta[i / kPixels];
    return values;
}

void check_output(const SmallGraph& graph, const Values& expected) {
    const Values found = graph.run(some_numbers(kChannels * kPixels)).values;
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        CAPTURE(i);
        CHECK(found[i] == doctest::Approx(expected[i]).epsilon(1e-4));
    }
}

SmallGraph image_graph(std::int64_t opset = 17) {
    SmallGraph graph({kChannels, 2, 3}, opset);
    graph.floats("gamma", {kChannels}, kGamma);
    graph.floats("beta", {kChannels}, kBeta);
    graph.floats("gamma_planes", {kChannels, 1, 1}, kGamma);
    graph.floats("beta_planes", {1, kChannels, 1, 1}, kBeta);
    graph.floats("epsilon", {}, {static_cast<float>(kEpsilon)});
    graph.floats("two", {}, {2});
    return graph;
}

/// Adds (x - mean) / sqrt(variance + epsilon) over an axis, as PyTorch writes it. Returns the name of its output.
std::string add_arithmetic(SmallGraph& graph, const std::string& x, std::int64_t axis) {
    graph.add("ReduceMean", {x}, "mean");
    graph.with("axes", SmallGraph::Lengths{axis});
    graph.add("Sub", {x, "mean"}, "centred");
    graph.add("Pow", {"centred", "two"}, "square");
    graph.add("ReduceMean", {"square"}, "variance");
    graph.with("axes", SmallGraph::Lengths{axis});
    graph.add("Add", {"variance", "epsilon"}, "sum");
    graph.add("Sqrt", {"sum"}, "root");
    graph.add("Div", {"centred", "root"}, "normal");
    return "normal";
}

}  // namespace

TEST_CASE("LayerNormalization of ConvNeXt, between two Transposes, becomes one layer that moves no data") {
    SmallGraph graph = image_graph();
    graph.add("Identity", {"x"}, "first");
    graph.add("Transpose", {"first"}, "last");
    graph.with("perm", SmallGraph::Lengths{0, 2, 3, 1});
    graph.add("LayerNormalization", {"last", "gamma", "beta"}, "normal");
    graph.with("epsilon", static_cast<float>(kEpsilon));
    graph.add("Transpose", {"normal"}, "y");
    graph.with("perm", SmallGraph::Lengths{0, 3, 1, 2});
    CHECK(graph.kinds() == Names{"LayerNormalization"});
    check_output(graph, weighted(normalized(0)));
}

TEST_CASE("a layer normalization that is written as arithmetic becomes one layer with its factors and sums") {
    SmallGraph graph = image_graph();
    add_arithmetic(graph, "x", 1);
    graph.add("Mul", {"gamma_planes", "normal"}, "scaled");
    graph.add("Add", {"scaled", "beta_planes"}, "y");
    CHECK(graph.kinds() == Names{"LayerNormalization"});
    check_output(graph, weighted(normalized(0)));

    SmallGraph plain = image_graph();
    add_arithmetic(plain, "x", 1);
    CHECK(plain.kinds() == Names{"LayerNormalization"});
    check_output(plain, normalized(0));
}

TEST_CASE("arithmetic like a layer normalization stays as it is if other operators use its inner values") {
    SmallGraph graph = image_graph();
    add_arithmetic(graph, "x", 1);
    graph.add("Add", {"normal", "centred"}, "y");
    Values expected = normalized(0), x = some_numbers(kChannels * kPixels);
    for (std::size_t i = 0; i < x.size(); ++i) {
        double mean = 0;
        for (std::size_t c = 0; c < kChannels; ++c) mean += x[c * kPixels + i % kPixels] / double{kChannels};
        expected[i] += static_cast<float>(x[i] - mean);
    }
    CHECK(graph.kinds().size() > 2);
    check_output(graph, expected);
}

TEST_CASE("LayerNormalization over all axes of an image keeps the image") {
    SmallGraph graph = image_graph();
    graph.floats("ones", {kChannels, 2, 3}, Values(kChannels * kPixels, 1));
    graph.add("LayerNormalization", {"x", "ones"}, "y");
    graph.with("axis", 1).with("epsilon", static_cast<float>(kEpsilon));
    CHECK(graph.kinds() == Names{"LayerNormalization"});
    CHECK(graph.read().node(1).shape == nn::Shape{2, 3, 4});
    check_output(graph, normalized(1));
}

TEST_CASE("InstanceNormalization normalises every channel on its own") {
    SmallGraph graph = image_graph();
    graph.add("InstanceNormalization", {"x", "gamma", "beta"}, "y");
    graph.with("epsilon", static_cast<float>(kEpsilon));
    CHECK(graph.kinds() == Names{"GroupNormalization"});
    check_output(graph, weighted(normalized(kChannels)));
}

TEST_CASE("PyTorch's Reshape, InstanceNormalization and Reshape become one group normalization") {
    SmallGraph graph = image_graph();
    graph.integers("to_groups", {3}, {0, 2, -1});
    graph.integers("to_image", {4}, {0, kChannels, 2, 3});
    graph.floats("ones", {2}, {1, 1});
    graph.floats("zeros", {2}, {0, 0});
    graph.add("Reshape", {"x", "to_groups"}, "groups");
    graph.add("InstanceNormalization", {"groups", "ones", "zeros"}, "normal");
    graph.with("epsilon", static_cast<float>(kEpsilon));
    graph.add("Reshape", {"normal", "to_image"}, "image");
    graph.add("Mul", {"image", "gamma_planes"}, "scaled");
    graph.add("Add", {"scaled", "beta_planes"}, "y");
    CHECK(graph.kinds() == Names{"GroupNormalization"});
    check_output(graph, weighted(normalized(2)));
}

TEST_CASE("GroupNormalization takes a scale for each group or for each channel") {
    SmallGraph graph = image_graph(21);
    graph.add("GroupNormalization", {"x", "gamma", "beta"}, "y");
    graph.with("num_groups", 2).with("epsilon", static_cast<float>(kEpsilon));
    check_output(graph, weighted(normalized(2)));

    SmallGraph old = image_graph(18);
    old.floats("scale", {2}, {2, -1});
    old.floats("bias", {2}, {0.5F, 1});
    old.add("GroupNormalization", {"x", "scale", "bias"}, "y");
    old.with("num_groups", 2).with("epsilon", static_cast<float>(kEpsilon));
    Values expected = normalized(2);
    for (std::size_t i = 0; i < expected.size(); ++i)
        expected[i] = i < 2 * kPixels ? expected[i] * 2 + 0.5F : 1 - expected[i];
    check_output(old, expected);
    SmallGraph uneven = image_graph(21);
    uneven.add("GroupNormalization", {"x", "gamma", "beta"}, "y");
    uneven.with("num_groups", 3);
    CHECK(uneven.fault().starts_with("m.onnx: divides 4 channels into 3 groups"));
}

TEST_CASE("LRN divides by a power of the squares of the channels around") {
    SmallGraph graph = image_graph();
    graph.add("LRN", {"x"}, "y");
    graph.with("size", 2).with("alpha", 1.F).with("beta", 0.75F).with("bias", 2.F);
    const Values x = some_numbers(kChannels * kPixels);
    Values expected(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        // An even window has one channel more after the value's.
        double squares = x[i] * x[i];
        if (i + kPixels < x.size()) squares += x[i + kPixels] * x[i + kPixels];
        expected[i] = static_cast<float>(x[i] / std::pow(2 + 0.5 * squares, 0.75));
    }
    CHECK(graph.kinds() == Names{"LocalResponseNormalization"});
    check_output(graph, expected);
    SmallGraph without_size = image_graph();
    without_size.add("LRN", {"x"}, "y");
    CHECK(without_size.fault().starts_with("m.onnx: has a layer that sums over 0 channels"));
}

TEST_CASE("LpNormalization divides the channels of a pixel by their length") {
    SmallGraph graph = image_graph();
    graph.add("LpNormalization", {"x"}, "y");
    graph.with("axis", 1);
    const Values x = some_numbers(kChannels * kPixels);
    Values expected(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        double squares = 0;
        for (std::size_t c = 0; c < kChannels; ++c) squares += std::pow(x[c * kPixels + i % kPixels], 2);
        expected[i] = static_cast<float>(x[i] / std::sqrt(squares));
    }
    check_output(graph, expected);
    graph.with("p", 1);
    CHECK(graph.fault().starts_with("m.onnx: divides by a sum of absolute values"));
}

}  // namespace convscope::onnx
