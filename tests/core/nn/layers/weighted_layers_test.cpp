// Conv2D, Dense and BatchNormalization, tested with numbers worked out by hand.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/window/conv2d.h"
#include "tests/core/nn/layers/layer_run.h"

namespace convscope::nn {

namespace {

using Values = std::vector<float>;
using Norm = BatchNormalization;

/// The course's worked example.
const Tensor kPatch{{3, 3, 1}, {0, 64, 128, 48, 192, 144, 142, 226, 168}};
const Values kFilter{-1, 0, -2, .5F, 4.5F, -1.5F, 1.5F, 2, -3};

SharedLayer conv(const Conv2D::Parameters& parameters) {
    return std::make_shared<const Conv2D>(parameters);
}

SharedLayer dense(const Dense::Parameters& parameters) {
    return std::make_shared<const Dense>(parameters);
}

SharedLayer norm(const Norm::Parameters& parameters = {}) {
    return std::make_shared<const Norm>(parameters);
}

constexpr Window kThree{.rows = 3, .cols = 3};

}  // namespace

TEST_CASE("the course's worked example gives 577; with a transposed kernel 249, with a rotated one 732") {
    const SharedLayer layer = conv({.window = kThree});
    CHECK(run(layer, {kPatch}, {kFilter, {0}}) == Values{577});
    CHECK(run(layer, {kPatch}, {kFilter, {-77}}) == Values{500});
    CHECK(run(layer, {kPatch}, {{-1, .5F, 1.5F, 0, 4.5F, 2, -2, -1.5F, -3}, {0}}) == Values{249});
    CHECK(run(layer, {kPatch}, {{kFilter.rbegin(), kFilter.rend()}, {0}}) == Values{732});
}

TEST_CASE("same padding keeps the size; positions outside count as zero") {
    Window same = kThree;
    same.padding = Padding::same;
    const SharedLayer layer = conv({.window = same, .use_bias = false});
    // With a kernel of ones, each output is the sum of its neighbourhood.
    CHECK(run(layer, {Tensor{{2, 3, 1}, {1, 2, 3, 4, 5, 6}}}, {Values(9, 1)}) == Values{12, 21, 16, 12, 21, 16});
    CHECK(layer->output_shape(std::vector<Shape>{{28, 28, 1}}) == Shape{28, 28, 1});
}

TEST_CASE("each filter of a convolution reads all channels; filters are the kernel's last axis") {
    const Tensor pixel{{1, 1, 2}, {10, 100}};
    // In the kernel {rows, cols, channels, filters}, channel 0's weights for filters 0..2 come before channel 1's.
    CHECK(run(conv({.filters = 3}), {pixel}, {{1, 2, 3, 4, 5, 6}, {.5F, 0, -1}}) == Values{410.5F, 520, 629});
}

TEST_CASE("each group of a convolution reads its own channels") {
    const Tensor pixel{{1, 1, 4}, {1, 10, 100, 1000}};
    // Two channels and one filter per group.
    CHECK(run(conv({.filters = 2, .groups = 2, .use_bias = false}), {pixel}, {{1, 2, 3, 4}}) == Values{31, 4200});
    // Depthwise, with two filters per channel.
    CHECK(run(conv({.filters = 8, .groups = 4, .use_bias = false}), {pixel}, {{1, 2, 3, 4, 5, 6, 7, 8}}) ==
          Values{1, 2, 30, 40, 500, 600, 7000, 8000});
}

TEST_CASE("stride sets the step of the window, dilation the distance of its taps, and borders count as zero") {
    const Tensor row{{1, 7, 1}, {1, 2, 4, 8, 16, 32, 64}};
    const auto sums = [&](const Window& window) {
        return run(conv({.window = window, .use_bias = false}), {row}, {{1, 1}});
    };
    CHECK(sums({.cols = 2}) == Values{3, 6, 12, 24, 48, 96});
    CHECK(sums({.cols = 2, .col_stride = 3}) == Values{3, 24});
    CHECK(sums({.cols = 2, .col_dilation = 4}) == Values{17, 34, 68});
    CHECK(sums({.cols = 2, .col_stride = 2, .padding = Padding::explicit_, .border = {.left = 1, .right = 2}}) ==
          Values{1, 6, 24, 96, 0});
}

TEST_CASE("the course's layers have the known numbers of multiply-adds and shapes of weights") {
    const Conv2D second({.filters = 64, .window = kThree});
    const std::vector<Shape> pooled{{13, 13, 64}};
    CHECK(second.multiply_adds(pooled) == 11 * 11 * 64 * 9 * 64);
    const std::vector<WeightSpec> specs = second.weights(pooled);
    REQUIRE(specs.size() == 2);
    CHECK(specs[0].name == "kernel");
    CHECK(specs[0].shape == Shape{3, 3, 64, 64});
    CHECK(specs[0].initializer == Initializer::glorot_uniform);
    CHECK(specs[1].name == "bias");
    CHECK(specs[1].shape == Shape{64});
    const Dense hidden({.units = 128});
    CHECK(hidden.multiply_adds(std::vector<Shape>{{1600}}) == 204'800);
    CHECK(hidden.weights(std::vector<Shape>{{1600}})[0].shape == Shape{1600, 128});
    CHECK(Dense({.units = 128, .use_bias = false}).weights(std::vector<Shape>{{1600}}).size() == 1);
}

TEST_CASE("Dense computes a weighted sum of all features, on an image separately for each pixel") {
    CHECK(run(dense({.units = 2}), {Tensor{{3}, {1, 10, 100}}}, {{1, -1, 2, -2, 3, -3}, {.5F, 0}}) ==
          Values{321.5F, -321});
    const SharedLayer layer = dense({.units = 1, .use_bias = false});
    CHECK(run(layer, {Tensor{{2, 1, 2}, {1, 2, 3, 4}}}, {{10, 1}}) == Values{12, 34});
    CHECK(layer->output_shape(std::vector<Shape>{{2, 1, 2}}) == Shape{2, 1, 1});
}

TEST_CASE("impossible parameters and inputs of weighted layers throw ShapeError") {
    const auto shape = [](const SharedLayer& layer, const Shape& input) { layer->output_shape(std::vector{input}); };
    CHECK(shape_fault([&] { shape(conv({.filters = 4}), {1600}); }) ==
          "needs an image (rows, cols, channels), not 1600");
    CHECK(shape_fault([&] {
              shape(conv({.filters = 4, .groups = 2}), {5, 5, 3});
          }) == "needs an input whose channels can be divided into 2 groups, not 5, 5, 3");
    CHECK(shape_fault([] { conv({.filters = 3, .groups = 2}); }) ==
          "has 3 filters, which cannot be divided into 2 groups");
    CHECK(shape_fault([] { conv({.filters = 0}); }) == "needs at least one filter, not 0");
    CHECK(shape_fault([] { conv({.groups = 0}); }) == "has 1 filters, which cannot be divided into 0 groups");
    CHECK(shape_fault([] { dense({.units = 0}); }) == "needs at least one unit, not 0");
    CHECK(shape_fault([&] { shape(dense({}), Shape{}); }) == "needs at least one axis of features");
    CHECK(shape_fault([] { norm({.epsilon = 0}); }) == "has an epsilon of 0, which is not a positive number");
    CHECK_FALSE(shape_fault([] { norm({.epsilon = std::numeric_limits<double>::quiet_NaN()}); }).empty());
    CHECK(shape_fault([] { norm({.momentum = 1.5}); }) == "has a momentum of 1.5, which is not 0 to 1");
}

TEST_CASE("batch normalization uses its moving statistics at inference") {
    const Tensor pixels{{1, 2, 2}, {1, 10, 3, 30}};
    // With epsilon 1, the variances 3 and 99 give the deviations 2 and 10.
    const SharedLayer layer = norm({.epsilon = 1});
    const Values out = run(layer, {pixels}, {{2, 3}, {.5F, -1}, {1, 20}, {3, 99}});
    REQUIRE(out.size() == 4);
    CHECK(out[0] == doctest::Approx(.5));
    CHECK(out[1] == doctest::Approx(-4));
    CHECK(out[2] == doctest::Approx(2.5));
    CHECK(out[3] == doctest::Approx(2));
    const SharedLayer without_scale_and_center = norm({.epsilon = 1, .use_scale = false, .use_center = false});
    CHECK(run(without_scale_and_center, {pixels}, {{1, 20}, {3, 99}}) == Values{0, -1, 1, 1});
    CHECK(run(norm({.epsilon = 1, .use_scale = false}), {pixels}, {{5, 0}, {1, 20}, {3, 99}}) == Values{5, -1, 6, 1});
}

TEST_CASE("batch normalization has Keras's weights in Keras's order") {
    const std::vector<WeightSpec> specs = norm()->weights(std::vector<Shape>{{4, 4, 7}});
    std::vector<std::string> names;
    for (const WeightSpec& spec : specs) {
        names.push_back(spec.name);
        CHECK(spec.shape == Shape{7});
    }
    CHECK(names == std::vector<std::string>{"gamma", "beta", "moving_mean", "moving_variance"});
    CHECK(specs[0].initializer == Initializer::ones);
    CHECK(specs[1].initializer == Initializer::zeros);
    CHECK(specs[2].initializer == Initializer::zeros);
    CHECK(specs[3].initializer == Initializer::ones);
    CHECK(specs[1].trainable);
    CHECK_FALSE(specs[2].trainable);
    CHECK_FALSE(specs[3].trainable);
}

TEST_CASE("in training batch normalization uses the batch's statistics and updates the moving ones") {
    LayerRun run{.layer = norm({.epsilon = 1e-9, .momentum = .9}),
                 .input_shapes = {{1, 2, 1}},
                 .batch = 2,
                 .training = true,
                 .inputs = {{1, 3, 5, 7}},  // mean 4, biased variance 5
                 .weights = {{1}, {0}, {10}, {2}}};
    const Values out = run.forward();
    CHECK(out[0] == doctest::Approx(-3 / std::sqrt(5.0)));
    CHECK(out[3] == doctest::Approx(3 / std::sqrt(5.0)));
    run.update_statistics();
    CHECK(run.weights[2][0] == doctest::Approx(.9 * 10 + .1 * 4));
    CHECK(run.weights[3][0] == doctest::Approx(.9 * 2 + .1 * 5));
    CHECK(run.weights[0][0] == 1);
    CHECK(run.weights[1][0] == 0);
    // A gradient that is constant or proportional to xhat gives an input gradient of 0.
    for (const Values& gradient : {Values{1, 1, 1, 1}, Values{-3, -1, 1, 3}}) {
        const LayerRun::Gradients gradients = run.backward(gradient);
        for (const float g : gradients.inputs.front()) CHECK(std::abs(g) < 1e-6);
    }
}

}  // namespace convscope::nn
