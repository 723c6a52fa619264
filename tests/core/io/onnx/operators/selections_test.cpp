// Operators that copy, repeat or rearrange values. Images are numbered in the file's order, channels first.
#include <doctest/doctest.h>

#include <numeric>
#include <string>
#include <vector>

#include "tests/core/io/onnx/operators/small_graph.h"

namespace convscope::onnx {

namespace {

using Values = std::vector<float>;
using Names = std::vector<std::string>;
using Lengths = SmallGraph::Lengths;

Values ascending(std::size_t count) {
    Values values(count);
    std::iota(values.begin(), values.end(), 0.F);
    return values;
}

}  // namespace

TEST_CASE("Slice with steps takes every second row and reversed columns, as YOLO and flips write it") {
    SmallGraph graph({1, 3, 4});
    graph.integers("starts", {2}, {0, -1});
    graph.integers("ends", {2}, {3, -100});
    graph.integers("axes", {2}, {2, 3});
    graph.integers("steps", {2}, {2, -2});
    graph.add("Slice", {"x", "starts", "ends", "axes", "steps"}, "y");
    CHECK(graph.kinds() == Names{"Take", "Take"});
    const nn::Tensor y = graph.run(ascending(12));
    CHECK(y.shape == nn::Shape{1, 1, 2, 2});
    CHECK(y.values == Values{3, 1, 11, 9});
}

TEST_CASE("Gather takes channels in any order, as a swap of red and blue") {
    SmallGraph graph({3, 1, 2});
    graph.integers("order", {3}, {2, 1, -3});
    graph.add("Gather", {"x", "order"}, "y");
    graph.with("axis", 1);
    CHECK(graph.kinds() == Names{"Take"});
    CHECK(graph.run(ascending(6)).values == Values{4, 5, 2, 3, 0, 1});

    SmallGraph table({4});
    table.integers("indexes", {2, 2}, {3, 0, 1, 1});
    table.add("Gather", {"x", "indexes"}, "y");
    table.with("axis", 1);
    const nn::Tensor y = table.run(ascending(4));
    CHECK(y.shape == nn::Shape{1, 2, 2});
    CHECK(y.values == Values{3, 0, 1, 1});
    SmallGraph outside({4});
    outside.integers("indexes", {1}, {4});
    outside.add("Gather", {"x", "indexes"}, "y");
    outside.with("axis", 1);
    CHECK(outside.fault().starts_with("m.onnx: takes an index outside the axis"));
}

TEST_CASE("Expand and Tile repeat values, and refuse lengths that do not fit") {
    SmallGraph graph({2, 1, 1});
    graph.integers("lengths", {4}, {1, 1, 2, 3});
    graph.add("Expand", {"x", "lengths"}, "y");
    const nn::Tensor y = graph.run({5, 7});
    CHECK(y.shape == nn::Shape{1, 2, 2, 3});
    CHECK(y.values == Values{5, 5, 5, 5, 5, 5, 7, 7, 7, 7, 7, 7});

    SmallGraph tile({1, 2, 2});
    tile.integers("repeats", {4}, {1, 2, 1, 2});
    tile.add("Tile", {"x", "repeats"}, "y");
    CHECK(tile.run(ascending(4)).values == Values{0, 1, 0, 1, 2, 3, 2, 3, 0, 1, 0, 1, 2, 3, 2, 3});

    SmallGraph wrong({2, 3, 1});
    wrong.integers("lengths", {3}, {2, 2, 1});
    wrong.add("Expand", {"x", "lengths"}, "y");
    CHECK(wrong.fault().starts_with("m.onnx: expands -1, 2, 3, 1 to 2, 2, 1"));
    SmallGraph huge({2, 1, 1});
    huge.integers("lengths", {2}, {100000, 100000});
    huge.add("Expand", {"x", "lengths"}, "y");
    CHECK(huge.fault() != "no error");
}

TEST_CASE("DepthToSpace distributes channels over pixels in both orders, and SpaceToDepth collects them") {
    // ONNX documents these orders: with blocks of 2 x 2, DCR takes channels 0, c, 2c, 3c, CRD channels 0 to 3.
    SmallGraph rows({8, 1, 1});
    rows.add("DepthToSpace", {"x"}, "y");
    rows.with("blocksize", 2);
    CHECK(rows.run(ascending(8)).values == Values{0, 2, 4, 6, 1, 3, 5, 7});
    rows.with("mode", "CRD");
    const nn::Tensor shuffled = rows.run(ascending(8));
    CHECK(shuffled.shape == nn::Shape{1, 2, 2, 2});
    CHECK(shuffled.values == ascending(8));

    SmallGraph depth({1, 2, 4});
    depth.add("SpaceToDepth", {"x"}, "y");
    depth.with("blocksize", 2);
    CHECK(depth.kinds() == Names{"Permute"});
    const nn::Tensor y = depth.run(ascending(8));
    CHECK(y.shape == nn::Shape{1, 4, 1, 2});
    CHECK(y.values == Values{0, 2, 1, 3, 4, 6, 5, 7});
    SmallGraph odd({3, 1, 1});
    odd.add("DepthToSpace", {"x"}, "y");
    odd.with("blocksize", 2);
    CHECK(odd.fault().starts_with("m.onnx: distributes 3 channels over blocks of 2 x 2 pixels"));
}

TEST_CASE("shapes that are computed with comparisons and choices are constants") {
    // As PyTorch writes expand(-1, ...): lengths of -1 are replaced by 1, then the value is expanded.
    SmallGraph graph({2, 1, 1});
    graph.integers("wanted", {4}, {-1, -1, 1, 3});
    graph.integers("minus_one", {1}, {-1});
    graph.integers("ones", {4}, {1, 1, 1, 1});
    graph.add("Equal", {"wanted", "minus_one"}, "is_open");
    graph.add("Where", {"is_open", "ones", "wanted"}, "lengths");
    graph.add("Expand", {"x", "lengths"}, "y");
    CHECK(graph.kinds() == Names{"Take"});
    CHECK(graph.run({5, 7}).values == Values{5, 5, 5, 7, 7, 7});

    SmallGraph reshaped({2, 3, 4});
    reshaped.integers("numbers", {2}, {0, 7});
    reshaped.integers("half", {}, {2});
    reshaped.add("Mod", {"numbers", "half"}, "rests");   // 0, 1
    reshaped.add("Sub", {"rests", "half"}, "negative");  // -2, -1
    reshaped.add("Abs", {"negative"}, "positive");       // 2, 1
    reshaped.add("Max", {"positive", "half"}, "twos");   // 2, 2
    reshaped.add("ReduceProd", {"twos"}, "four");        // {4}
    reshaped.integers("rest", {2}, {0, -1});
    reshaped.add("Concat", {"rest", "four"}, "shape");
    reshaped.with("axis", 0);
    reshaped.add("Reshape", {"x", "shape"}, "y");
    CHECK(reshaped.run(ascending(24)).shape == nn::Shape{1, 6, 4});
}

TEST_CASE("comparisons of values that depend on the input are refused") {
    SmallGraph graph({4});
    graph.floats("zero", {}, {0});
    graph.add("Greater", {"x", "zero"}, "y");
    CHECK(graph.fault() ==
          "m.onnx: has an operator that convscope does not compute for values that depend on the input, Greater (node "
          "\"y\" "
          "(Greater)); simplify the model, so that the file stores this value.");
}

}  // namespace convscope::onnx
