// Compares the gradients of every layer and every activation with central differences of its forward computation.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <string>

#include "core/base/random.h"
#include "core/nn/model/activation.h"
#include "tests/core/nn/layers/layer_cases.h"
#include "tests/core/nn/layers/layer_run.h"

namespace convscope::nn {

namespace {

// Below half the distance between two inputs, so that the position of a maximum does not change.
constexpr float kStep = 1e-3F;
constexpr double kTolerance = 3e-3;

std::vector<float> random_numbers(std::size_t count, std::uint64_t seed) {
    std::vector<float> numbers(count);
    for (std::size_t i = 0; i < count; ++i) numbers[i] = 2 * random_unit(seed, i) - 1;
    return numbers;
}

/// A loss whose gradient with respect to the output is `gradient`.
double loss(const LayerRun& run, const std::vector<float>& gradient) {
    const std::vector<float> output = run.forward();
    return std::inner_product(output.begin(), output.end(), gradient.begin(), 0.0, std::plus<>(),
                              [](float y, float g) { return double{y} * g; });
}

/// The largest difference between a computed gradient and the finite difference of the loss, over all `values`. It is
/// relative to the finite difference if that is above 1.
double largest_error(LayerRun& run, std::vector<float>& values, const std::vector<float>& computed,
                     const std::vector<float>& gradient) {
    double largest = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const float value = values[i];
        const float above = value + kStep;
        const float below = value - kStep;
        values[i] = above;
        const double loss_above = loss(run, gradient);
        values[i] = below;
        const double slope = (loss_above - loss(run, gradient)) / (double{above} - below);
        values[i] = value;
        largest = std::max(largest, std::abs(computed[i] - slope) / std::max(1.0, std::abs(slope)));
    }
    return largest;
}

void check_gradients(const LayerCase& layer_case, bool training) {
    CAPTURE(layer_case.name);
    CAPTURE(training);
    LayerRun run = random_run(layer_case, 2, 17);
    run.training = training;
    const std::vector<float> gradient = random_numbers(run.forward().size(), 99);
    const LayerRun::Gradients computed = run.backward(gradient);
    for (std::size_t i = 0; i < run.inputs.size(); ++i) {
        CAPTURE(i);
        CHECK(largest_error(run, run.inputs[i], computed.inputs[i], gradient) < kTolerance);
    }
    const std::vector<WeightSpec> specs = run.layer->weights(run.input_shapes);
    REQUIRE(run.weights.size() == specs.size());
    for (std::size_t i = 0; i < run.weights.size(); ++i) {
        const std::string weight = specs[i].name;
        CAPTURE(weight);
        if (specs[i].trainable)
            CHECK(largest_error(run, run.weights[i], computed.weights[i], gradient) < kTolerance);
        else  // moving statistics are not trained
            CHECK(std::ranges::all_of(computed.weights[i], [](float g) { return g == 0; }));
    }
}

/// True if the derivative jumps close to x.
bool near_corner(const Activation& activation, double x) {
    const auto slope = [&](double at) { return derivative(activation, at); };
    return std::abs(slope(x + 2 * kStep) - slope(x - 2 * kStep)) > .05;
}

Activation of(ActivationKind kind) {
    return {.kind = kind, .alpha = .3F};
}

}  // namespace

TEST_CASE("the gradients of every layer equal finite differences") {
    // The gradient of Quantization is not the derivative, which is 0 almost everywhere; quantization_test.cpp tests it.
    for (const LayerCase& layer_case : layer_cases())
        if (layer_case.layer->type() != "Quantization") check_gradients(layer_case, false);
}

TEST_CASE("in training the gradients of BatchNormalization and Dropout equal finite differences") {
    for (const LayerCase& layer_case : layer_cases())
        if (layer_case.layer->type() == "BatchNormalization" || layer_case.layer->type() == "Dropout")
            check_gradients(layer_case, true);
}

TEST_CASE("the cases contain every layer kind and have different names") {
    std::set<std::string> names;
    std::set<std::string_view> kinds;
    for (const LayerCase& layer_case : layer_cases()) {
        CAPTURE(layer_case.name);
        CHECK(names.insert(layer_case.name).second);
        kinds.insert(layer_case.layer->type());
        CHECK(layer_case.layer->output_shape(layer_case.inputs).count() > 0);
    }
    CHECK(kinds == std::set<std::string_view>{"Activation",
                                              "Add",
                                              "ArgMax",
                                              "AveragePooling2D",
                                              "BatchNormalization",
                                              "Concatenate",
                                              "Conv2D",
                                              "Conv2DTranspose",
                                              "Cropping2D",
                                              "Dense",
                                              "Divide",
                                              "Dropout",
                                              "Flatten",
                                              "GlobalAveragePooling2D",
                                              "GlobalMaxPooling2D",
                                              "GroupNormalization",
                                              "LayerNormalization",
                                              "LocalResponseNormalization",
                                              "MaxPooling2D",
                                              "Maximum",
                                              "Multiply",
                                              "Normalization",
                                              "PReLU",
                                              "Padding2D",
                                              "Permute",
                                              "Quantization",
                                              "Rescaling",
                                              "Reshape",
                                              "Resizing",
                                              "Scale",
                                              "Subtract",
                                              "Take",
                                              "UnitNormalization",
                                              "UpSampling2D",
                                              "ZeroPadding2D"});
}

TEST_CASE("a gradient with an empty span is not computed") {
    for (const LayerCase& layer_case : layer_cases()) {
        CAPTURE(layer_case.name);
        const LayerRun run = random_run(layer_case, 1, 5);
        const std::vector<float> gradient(run.forward().size(), 1.F);
        const std::vector<std::span<const float>> inputs(run.inputs.begin(), run.inputs.end());
        const std::vector<std::span<const float>> weights(run.weights.begin(), run.weights.end());
        const std::vector<std::span<float>> no_inputs(inputs.size());
        const std::vector<std::span<float>> no_weights(weights.size());
        const ForwardCall forward{
            .input_shapes = run.input_shapes, .inputs = inputs, .weights = weights, .output_shape = run.output_shape()};
        for (const bool training : {false, true}) {
            ForwardCall call = forward;
            call.training = training;
            CHECK_NOTHROW(run.layer->backward({call, gradient, no_inputs, no_weights}));
        }
    }
}

TEST_CASE("the derivative of every activation equals its finite difference") {
    for (std::size_t kind = 0; kind < kActivationKindNames.size(); ++kind) {
        Activation activation = of(static_cast<ActivationKind>(kind));
        if (activation.over_channels()) continue;
        CAPTURE(kActivationKindNames[kind]);
        for (const bool approximate : {false, true}) {
            activation.approximate = approximate;
            for (int i = -22; i <= 22; ++i) {
                const double x = .37 * i;
                CAPTURE(x);
                if (x <= 0 && !takes_all_numbers(activation)) continue;
                // softsign's second derivative jumps at 0, where the finite difference is off by the step.
                if (near_corner(activation, x) || (activation.kind == ActivationKind::softsign && i == 0)) continue;
                const double slope = (activate(activation, x + kStep) - activate(activation, x - kStep)) / (2 * kStep);
                CHECK(derivative(activation, x) == doctest::Approx(slope).epsilon(1e-4));
            }
        }
    }
}

TEST_CASE("at a corner the derivative is the left-hand derivative") {
    CHECK(derivative(of(ActivationKind::relu), 0) == 0);
    CHECK(derivative(of(ActivationKind::relu6), 0) == 0);
    CHECK(derivative(of(ActivationKind::leaky_relu), 0) == doctest::Approx(.3));
    CHECK(derivative(of(ActivationKind::absolute), 0) == -1);
}

TEST_CASE("activation_gradient() equals finite differences, also for softmax and log-softmax") {
    constexpr std::size_t kChannels = 4;
    const std::vector<float> numbers = random_numbers(3 * kChannels, 8);
    const std::vector<float> gradient = random_numbers(numbers.size(), 9);
    for (std::size_t kind = 0; kind < kActivationKindNames.size(); ++kind) {
        CAPTURE(kActivationKindNames[kind]);
        const Activation activation = of(static_cast<ActivationKind>(kind));
        std::vector<float> x = numbers;
        if (!takes_all_numbers(activation))
            for (float& value : x) value = 0.5F + std::abs(value);
        const auto loss_of = [&](const std::vector<float>& values) {
            std::vector<float> out(values.size());
            activate(activation, values, kChannels, out);
            return std::inner_product(out.begin(), out.end(), gradient.begin(), 0.0, std::plus<>(),
                                      [](float y, float g) { return double{y} * g; });
        };
        std::vector<float> out(x.size());
        activate(activation, x, kChannels, out);
        std::vector<float> computed(x.size());
        activation_gradient(activation, x, out, gradient, kChannels, computed);
        for (std::size_t i = 0; i < x.size(); ++i) {
            std::vector<float> above = x;
            std::vector<float> below = x;
            above[i] += kStep;
            below[i] -= kStep;
            const double slope = (loss_of(above) - loss_of(below)) / (double{above[i]} - below[i]);
            CHECK(std::abs(computed[i] - slope) < kTolerance);
        }
        // A plan computes it in place.
        std::vector<float> in_place = gradient;
        activation_gradient(activation, x, out, in_place, kChannels, in_place);
        CHECK(in_place == computed);
    }
}

}  // namespace convscope::nn
