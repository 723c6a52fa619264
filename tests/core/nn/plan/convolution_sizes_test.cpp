// Compares the fast convolutions with the reference for sizes that divide badly into vectors, tiles and runs of pixels.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <memory>
#include <vector>

#include "core/nn/layers/window/conv2d.h"
#include "core/nn/plan/plan.h"
#include "tests/core/nn/layers/layer_run.h"

namespace convscope::nn {

namespace {

std::vector<float> planned(const LayerRun& run) {
    const Model model = model_of(run);
    Plan plan(model, run.batch);
    plan.set_input(0, run.inputs[0]);
    plan.run();
    const std::span<const float> values = plan.activation(model.size() - 1);
    return {values.begin(), values.end()};
}

std::vector<float> activated_reference(const LayerRun& run) {
    std::vector<float> values = run.forward();
    activate(run.layer->activation(), values, static_cast<std::size_t>(run.output_shape().channels()), values);
    return values;
}

LayerRun convolution_run(const Shape& image, const Conv2D::Parameters& parameters) {
    return random_run({.name = "Conv2D", .layer = std::make_shared<const Conv2D>(parameters), .inputs = {image}}, 1, 3);
}

/// The tolerance is 10 roundings of the largest value, or of 1, times `factor`.
void check_equal(const LayerRun& run, float factor = 1) {
    const std::vector<float> expected = activated_reference(run), computed = planned(run);
    REQUIRE(computed.size() == expected.size());
    float error = 0, largest = 1;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        error = std::max(error, std::fabs(computed[i] - expected[i]));
        largest = std::max(largest, std::fabs(expected[i]));
    }
    CHECK(error <= 1e-6F * factor * largest);
}

std::vector<Window> windows() {
    return {{.rows = 3, .cols = 3, .padding = Padding::same},
            {.rows = 3, .cols = 3, .row_stride = 2, .col_stride = 2, .padding = Padding::same},
            {.rows = 5, .cols = 5, .row_stride = 1, .col_stride = 3, .padding = Padding::same},
            {.rows = 7, .cols = 2, .padding = Padding::same},
            {.rows = 3, .cols = 3, .row_dilation = 2, .col_dilation = 3, .padding = Padding::same},
            // The outermost windows lie in the padding alone.
            {.rows = 2, .cols = 3, .padding = Padding::explicit_, .border = {3, 2, 4, 5}}};
}

constexpr ActivationKind kKinds[] = {ActivationKind::linear, ActivationKind::relu, ActivationKind::relu6,
                                     ActivationKind::sigmoid};

}  // namespace

TEST_CASE("depthwise convolutions equal the reference for any number of channels and columns") {
    std::size_t number = 0;
    for (const Window& window : windows())
        for (const std::int64_t channels : {2, 7, 16, 33})
            for (const std::int64_t cols : {1, 5, 7, 9, 27}) {
                CAPTURE(channels);
                CAPTURE(cols);
                CAPTURE(window.rows);
                CAPTURE(window.cols);
                check_equal(convolution_run({6, cols, channels}, {.filters = channels,
                                                                  .window = window,
                                                                  .groups = channels,
                                                                  .use_bias = number % 3 != 0,
                                                                  .activation = {kKinds[number % 4]}}));
                ++number;
            }
}

TEST_CASE("1 x 1 convolutions, whose rows are computed as one, equal the reference for any number of filters") {
    std::size_t number = 0;
    for (const Shape& image : {Shape{1, 1, 29}, Shape{7, 7, 16}, Shape{5, 23, 3}, Shape{14, 14, 40}})
        for (const std::int64_t filters : {1, 8, 16, 17, 33, 70}) {
            CAPTURE(to_string(image));
            CAPTURE(filters);
            check_equal(convolution_run(
                image,
                {.filters = filters, .window = {}, .use_bias = number % 3 != 0, .activation = {kKinds[number % 4]}}));
            // A stride reads other pixels than those at the outputs' places.
            check_equal(convolution_run(image, {.filters = filters, .window = {.row_stride = 2, .col_stride = 3}}));
            ++number;
        }
}

TEST_CASE("3 x 3 convolutions equal the reference for any number of filters and columns") {
    for (const std::int64_t filters : {1, 15, 16, 24, 49})
        for (const std::int64_t cols : {1, 7, 13, 25}) {
            CAPTURE(filters);
            CAPTURE(cols);
            check_equal(convolution_run({5, cols, 3}, {.filters = filters,
                                                       .window = {.rows = 3, .cols = 3, .padding = Padding::same},
                                                       .activation = {ActivationKind::relu6}}));
        }
}

TEST_CASE("3 x 3 convolutions by Winograd's method equal the reference for any size, padding and number of channels") {
    const Window padded{.rows = 3, .cols = 3, .padding = Padding::explicit_, .border = {0, 2, 1, 0}};
    constexpr float kWinogradRounding = 4;
    std::size_t number = 0;
    for (const Shape& image :
         {Shape{13, 13, 64}, Shape{14, 15, 35}, Shape{9, 40, 16}, Shape{5, 6, 100}, Shape{3, 27, 17}})
        for (const std::int64_t filters : {32, 33, 64, 90})
            for (const Window& window :
                 {Window{.rows = 3, .cols = 3}, padded, Window{.rows = 3, .cols = 3, .padding = Padding::same}}) {
                CAPTURE(to_string(image));
                CAPTURE(filters);
                CAPTURE(number);
                check_equal(convolution_run(image, {.filters = filters,
                                                    .window = window,
                                                    .use_bias = number % 3 != 0,
                                                    .activation = {kKinds[number % 4]}}),
                            kWinogradRounding);
                ++number;
            }
}

TEST_CASE("Winograd's method leaves an infinite value and NaN to the outputs that they reach") {
    constexpr std::int64_t kSide = 12, kChannels = 32;
    LayerRun run = convolution_run({kSide, kSide, kChannels}, {.filters = 40, .window = {.rows = 3, .cols = 3}});
    run.inputs[0][(3 * kSide + 4) * kChannels + 7] = std::numeric_limits<float>::infinity();
    run.inputs[0][(8 * kSide + 8) * kChannels + 1] = std::numeric_limits<float>::quiet_NaN();
    const std::vector<float> expected = activated_reference(run), computed = planned(run);
    std::size_t finite = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CAPTURE(i);
        REQUIRE(std::isnan(computed[i]) == std::isnan(expected[i]));
        if (std::isinf(expected[i])) REQUIRE(computed[i] == expected[i]);
        if (!std::isfinite(expected[i])) continue;
        REQUIRE(computed[i] == doctest::Approx(expected[i]).epsilon(1e-4));
        ++finite;
    }
    CHECK(finite == (10 * 10 - 18) * 40);
}

TEST_CASE("the limits of relu and relu6 keep NaN and hold infinite values") {
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    constexpr std::int64_t kChannels = 19;
    for (const ActivationKind kind : {ActivationKind::relu, ActivationKind::relu6})
        for (const std::int64_t groups : {std::int64_t{1}, kChannels}) {
            CAPTURE(name_of(kind));
            CAPTURE(groups);
            LayerRun run = convolution_run(
                {3, 9, kChannels}, {.filters = kChannels, .window = {}, .groups = groups, .activation = {kind}});
            run.inputs[0][5] = std::numeric_limits<float>::quiet_NaN();
            run.inputs[0][2 * kChannels] = kInfinity;
            run.inputs[0][4 * kChannels] = -kInfinity;
            const std::vector<float> expected = activated_reference(run), computed = planned(run);
            for (std::size_t i = 0; i < expected.size(); ++i) {
                CAPTURE(i);
                if (std::isnan(expected[i]))
                    CHECK(std::isnan(computed[i]));
                else if (std::isinf(expected[i]))
                    CHECK(computed[i] == expected[i]);
                else
                    CHECK(computed[i] == doctest::Approx(expected[i]));
            }
        }
}

}  // namespace convscope::nn
