// Compares explanations and regions of small networks with numbers computed by hand: branches, padding, inputs,
// softmax.
#include <doctest/doctest.h>

#include <cmath>

#include "core/nn/inspect/explain.h"
#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/merge/add.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/train/architectures.h"

namespace convscope::nn {

namespace {

SharedLayer conv(const Window& window) {
    return std::make_shared<const Conv2D>(Conv2D::Parameters{.filters = 2, .window = window});
}

}  // namespace

TEST_CASE("a receptive field includes padding only with count_padding") {
    ModelBuilder builder;
    builder.input("x", {5, 5, 1});
    builder.add("same", conv({.rows = 3, .cols = 3, .padding = Padding::same}));
    const Model model = builder.build();
    CHECK(receptive_field(model, 1, single({0, 4, 0}), 0) == Region{{0, 2}, {3, 5}, {0, 1}});
    CHECK(receptive_field(model, 1, single({0, 4, 0}), 0, true) == Region{{-1, 2}, {3, 6}, {0, 1}});
}

TEST_CASE("receptive fields include all branches and are empty for nodes that are not connected") {
    ModelBuilder builder;
    const int x = builder.input("x", {9, 9, 1});
    const int other = builder.input("other", {9, 9, 1});
    const int small = builder.add("small", conv({.rows = 3, .cols = 3, .padding = Padding::same}), {x});
    const int large = builder.add("large", conv({.rows = 5, .cols = 1, .padding = Padding::same}), {x});
    const int sum = builder.add("sum", std::make_shared<const Add>(), {small, large});
    const Model model = builder.build();
    CHECK(receptive_field(model, sum, single({4, 4, 1}), x) == Region{{2, 7}, {3, 6}, {0, 1}});
    CHECK(receptive_field(model, sum, single({4, 4, 1}), small) == single({4, 4, 1}));
    CHECK(receptive_field(model, sum, single({4, 4, 1}), other).empty());
    CHECK(receptive_field(model, large, single({4, 4, 1}), small).empty());
    CHECK(reach(model, x, single({4, 4, 0}), sum) == Region{{2, 7}, {3, 6}, {0, 2}});
    CHECK(reach(model, other, single({4, 4, 0}), sum).empty());
}

TEST_CASE(
    "the receptive field of a flattened value is its pixel; the region of influence of a row that pooling drops is "
    "empty") {
    const Model model = course_model(1);
    // Channel 5 of pixel (2, 3) is number (2 * 5 + 3) * 64 + 5.
    CHECK(receptive_field(model, 5, single({0, 0, 837}), 4) == single({2, 3, 5}));
    CHECK(reach(model, 4, single({2, 3, 5}), 5) == single({0, 0, 837}));
    CHECK(reach(model, 3, single({9, 0, 0}), 4) == single({4, 0, 0}));
    CHECK(reach(model, 3, single({10, 0, 0}), 4).empty());
}

TEST_CASE("the explanation of an input's value is a copy of the value") {
    const Model model = course_model(1);
    std::vector<float> pixels(784);
    pixels[28 + 2] = .5F;
    std::vector<std::span<const float>> activations(static_cast<std::size_t>(model.size()));
    activations[0] = pixels;
    const Explanation e = explain(model, 0, {1, 2, 0}, activations);
    CHECK(e.type == "InputLayer");
    CHECK(e.combination == Combination::copy);
    CHECK(e.value == .5);
    CHECK(e.traced == .5);
}

TEST_CASE("the explanation of a softmax lists the logit, exponential and share of every channel") {
    ModelBuilder builder;
    builder.input("x", {2});
    const auto kernel = std::make_shared<const Tensor>(Tensor{{2, 3}, {1, 2, 3, 1, 1, 1}});
    const Dense::Parameters parameters{.units = 3, .activation = {.kind = ActivationKind::softmax}};
    builder.add("out", std::make_shared<const Dense>(parameters), {0}, {kernel});
    const Model model = builder.build();
    const std::vector<float> x{1, -5};
    const std::vector<float> out{.0900305732F, .2447284711F, .6652409558F};
    const std::vector<std::span<const float>> activations{x, out};
    const Explanation e = explain(model, 1, {0, 0, 1}, activations);
    CHECK(e.sum == -3);  // 1 * 2 - 5 * 1
    REQUIRE(e.softmax.size() == 3);
    CHECK(e.softmax[0].logit == -4);
    CHECK(e.softmax[2].logit == -2);
    CHECK(e.softmax[2].exponential == 1);
    CHECK(e.softmax[1].exponential == doctest::Approx(std::exp(-1)));
    CHECK(e.softmax[1].share == doctest::Approx(.2447284711));
    CHECK(e.value == doctest::Approx(e.traced));
}

}  // namespace convscope::nn
