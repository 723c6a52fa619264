// Product maps against the convolution's reference computation: with the bias they add up to the map before the
// activation.
#include "core/nn/inspect/product_maps.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "core/nn/inspect/trace.h"
#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/window/conv2d.h"

namespace convscope::nn {

namespace {

std::vector<float> random_values(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> values(-1, 1);
    std::vector<float> result(count);
    std::ranges::generate(result, [&] { return values(random); });
    return result;
}

SharedTensor random_tensor(const Shape& shape, unsigned seed) {
    return std::make_shared<const Tensor>(Tensor{shape, random_values(static_cast<std::size_t>(shape.count()), seed)});
}

/// An input and one convolution with random weights.
Model convolution(const Conv2D::Parameters& parameters) {
    ModelBuilder builder;
    builder.input("input", Shape{9, 8, 6});
    const auto layer = std::make_shared<Conv2D>(parameters);
    std::vector<SharedTensor> weights;
    const std::vector<Shape> inputs{Shape{9, 8, 6}};
    for (const WeightSpec& spec : layer->weights(inputs))
        weights.push_back(random_tensor(spec.shape, static_cast<unsigned>(weights.size()) + 5));
    builder.add("conv", layer, {0}, weights);
    return builder.build();
}

/// The pre-activation of every output, by Conv2D::forward().
std::vector<float> before_activation(const Model& model, std::span<const float> input) {
    const Node& node = model.node(1);
    std::vector<float> output(static_cast<std::size_t>(node.shape.count()));
    const std::vector<Shape> shapes = model.input_shapes(1);
    const std::vector<std::span<const float>> inputs{input};
    std::vector<std::span<const float>> weights;
    for (const SharedTensor& weight : node.weights) weights.emplace_back(weight->values);
    node.layer->forward(
        {.input_shapes = shapes, .inputs = inputs, .weights = weights, .output_shape = node.shape, .output = output});
    return output;
}

void check_filter(const Model& model, std::span<const float> input, std::span<const float> before,
                  std::int64_t filter) {
    const Shape& shape = model.node(1).shape;
    const ProductMaps maps = product_maps(model, {}, 1, filter, input);
    REQUIRE(maps.rows == shape.rows());
    REQUIRE(maps.cols == shape.cols());
    std::vector<int> order = maps.by_share;
    const std::vector<float> sum = partial_sum(maps, order, order.size());
    double share = 0;
    for (const ProductMap& map : maps.maps) share += map.share;
    CHECK(share == doctest::Approx(1));
    double largest = 0;
    for (std::size_t i = 0; i < sum.size(); ++i) {
        const float expected =
            before[i * static_cast<std::size_t>(shape.channels()) + static_cast<std::size_t>(filter)];
        largest = std::max(largest, std::fabs(sum[i] + maps.bias - expected));
        largest = std::max<double>(largest, std::fabs(maps.before[i] - expected));
    }
    CHECK(largest < 1e-5);
}

}  // namespace

TEST_CASE("product maps plus bias are the map before the activation, for every padding, stride, dilation and group") {
    const std::vector<float> input = random_values(9 * 8 * 6, 1);
    int combinations = 0;
    for (const Padding padding : {Padding::valid, Padding::same, Padding::explicit_})
        for (const std::int64_t stride : {1, 2, 3})
            for (const std::int64_t dilation : {1, 2})
                for (const std::int64_t groups : {1, 2, 3, 6})
                    for (const bool use_bias : {true, false}) {
                        Conv2D::Parameters parameters{.filters = 12, .groups = groups, .use_bias = use_bias};
                        parameters.window = {.rows = 3,
                                             .cols = 2,
                                             .row_stride = stride,
                                             .col_stride = 1 + stride % 2,
                                             .row_dilation = dilation,
                                             .col_dilation = 3 - dilation,
                                             .padding = padding,
                                             .border = {.top = 2, .bottom = 1, .left = 0, .right = 3}};
                        parameters.activation.kind = ActivationKind::relu;
                        CAPTURE(stride);
                        CAPTURE(dilation);
                        CAPTURE(groups);
                        const Model model = convolution(parameters);
                        REQUIRE(has_product_maps(model, 1));
                        const std::vector<float> before = before_activation(model, input);
                        CHECK(product_values(model, 1) ==
                              model.node(1).shape.rows() * model.node(1).shape.cols() * (6 / groups));
                        for (const std::int64_t filter : {0, 5, 11}) check_filter(model, input, before, filter);
                        ++combinations;
                    }
    CHECK(combinations == 144);
}

TEST_CASE("a filter's product maps are those of its group's input channels, with the edited kernel") {
    const std::vector<float> input = random_values(9 * 8 * 6, 2);
    Conv2D::Parameters parameters{.filters = 6, .groups = 3};
    parameters.window = {.rows = 3, .cols = 3};
    const Model model = convolution(parameters);
    const ProductMaps maps = product_maps(model, {}, 1, 3, input);
    REQUIRE(maps.maps.size() == 2);
    CHECK(maps.maps[0].channel == 2);
    CHECK(maps.maps[1].channel == 3);
    CHECK(maps.has_bias);
    CHECK(maps.bias == model.node(1).weights[1]->values[3]);
    // With a zero kernel slice for the first channel, only the second channel contributes.
    Edits edits;
    for (std::int64_t tap = 0; tap < 9; ++tap) edits = with_value(model, edits, {1, 0}, (tap * 2 + 0) * 6 + 3, 0);
    const ProductMaps edited = product_maps(model, edits, 1, 3, input);
    CHECK(std::ranges::all_of(edited.maps[0].values, [](float value) { return value == 0; }));
    CHECK(edited.maps[1].values == maps.maps[1].values);
    CHECK(edited.maps[1].share == 1);
    CHECK(edited.by_share == std::vector<int>{1, 0});
}

TEST_CASE("shares are fractions of the summed magnitudes, and a partial sum takes the first maps of the order") {
    ModelBuilder builder;
    builder.input("input", {1, 2, 2});
    Conv2D::Parameters parameters{.filters = 1, .use_bias = false};
    // Kernel 3 for channel 0 and -1 for channel 1, on values 1, 2 and 10, 20.
    builder.add("conv", std::make_shared<Conv2D>(parameters), {0},
                {std::make_shared<const Tensor>(Tensor{{1, 1, 2, 1}, {3, -1}})});
    const Model model = builder.build();
    const std::vector<float> input{1, 10, 2, 20};
    const ProductMaps maps = product_maps(model, {}, 1, 0, input);
    CHECK(maps.maps[0].values == std::vector<float>{3, 6});
    CHECK(maps.maps[1].values == std::vector<float>{-10, -20});
    CHECK(maps.maps[0].share == doctest::Approx(9.0 / 39));
    CHECK(maps.maps[1].sum == -30);
    CHECK(maps.range == Range{-20, 6});
    CHECK(maps.sum_range == Range{-14, -7});
    CHECK_FALSE(maps.has_bias);
    CHECK(maps.before == std::vector<float>{-7, -14});
    CHECK(partial_sum(maps, maps.by_share, 1) == std::vector<float>{-10, -20});
    CHECK(partial_sum(maps, maps.by_share, 0) == std::vector<float>{0, 0});
}

TEST_CASE("only convolutions have product maps, and a stop request ends the computation") {
    ModelBuilder builder;
    builder.input("input", {4});
    builder.add("dense", std::make_shared<Dense>(Dense::Parameters{.units = 2}));
    const Model dense = builder.build();
    CHECK_FALSE(has_product_maps(dense, 0));
    CHECK_FALSE(has_product_maps(dense, 1));
    std::stop_source source;
    source.request_stop();
    const Model model = convolution({.filters = 12});
    CHECK(product_maps(model, {}, 1, 0, random_values(9 * 8 * 6, 3), source.get_token()).maps.empty());
}

}  // namespace convscope::nn
