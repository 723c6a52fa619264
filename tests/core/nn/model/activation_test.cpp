#include "core/nn/model/activation.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace convscope::nn {

namespace {

using enum ActivationKind;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

double at(ActivationKind kind, double x) {
    return activate({.kind = kind, .alpha = .2F}, x);
}

std::vector<float> over(ActivationKind kind, const std::vector<float>& x, std::size_t channels) {
    std::vector<float> out(x.size());
    activate({.kind = kind}, x, channels, out);
    return out;
}

}  // namespace

TEST_CASE("every activation is found by its name, and other names give nullopt") {
    for (std::size_t kind = 0; kind < kActivationKindNames.size(); ++kind) {
        CHECK(name_of(static_cast<ActivationKind>(kind)) == kActivationKindNames.at(kind));
        CHECK(activation_named(kActivationKindNames.at(kind)) == static_cast<ActivationKind>(kind));
    }
    CHECK(activation_named("hard_sigmoid") == hard_sigmoid);
    CHECK_FALSE(activation_named("Relu").has_value());
    CHECK_FALSE(activation_named("").has_value());
}

TEST_CASE("activations have the values of their definitions") {
    CHECK(at(linear, -3) == -3);
    CHECK(at(relu, -3) == 0);
    CHECK(at(relu, 3) == 3);
    CHECK(at(relu6, 7) == 6);
    CHECK(at(relu6, 5) == 5);
    CHECK(at(relu6, -1) == 0);
    CHECK(at(leaky_relu, -3) == doctest::Approx(-.6));
    CHECK(at(leaky_relu, 3) == 3);
    CHECK(at(elu, -1) == doctest::Approx(.2 * -0.632120559));
    CHECK(at(elu, 2) == 2);
    CHECK(at(sigmoid, 0) == .5);
    CHECK(at(sigmoid, 2) == doctest::Approx(0.880797078));
    CHECK(at(tanh, 1) == doctest::Approx(0.761594156));
    CHECK(at(swish, 1) == doctest::Approx(0.731058579));
    CHECK(at(swish, -1) == doctest::Approx(-0.268941421));
    CHECK(at(gelu, 1) == doctest::Approx(0.841344746));
    CHECK(at(gelu, -1) == doctest::Approx(-0.158655254));
    CHECK(activate({.kind = gelu, .approximate = true}, 1.0) == doctest::Approx(0.841191990));
}

TEST_CASE("selu, softplus, softsign, mish, hard_swish and the exponential equal the values that Keras documents") {
    // selu(x) = 1.05070098 (x, or 1.67326324 (exp(x) - 1) below 0).
    CHECK(at(selu, 2) == doctest::Approx(2.10140197));
    CHECK(at(selu, -1) == doctest::Approx(-1.11133075));
    CHECK(at(softplus, 0) == doctest::Approx(0.693147181));
    CHECK(at(softplus, -2) == doctest::Approx(0.126928011));
    CHECK(at(softplus, 1000) == 1000);
    CHECK(at(softplus, -1000) == 0);
    CHECK(at(softsign, 3) == .75);
    CHECK(at(softsign, -1) == -.5);
    CHECK(at(mish, 1) == doctest::Approx(0.865098388));
    CHECK(at(mish, -1) == doctest::Approx(-0.303401461));
    CHECK(at(hard_swish, -3) == 0);
    CHECK(at(hard_swish, -1) == doctest::Approx(-1 / 3.0));
    CHECK(at(hard_swish, 1) == doctest::Approx(2 / 3.0));
    CHECK(at(hard_swish, 4) == 4);
    CHECK(at(exponential, 1) == doctest::Approx(2.718281828));
}

TEST_CASE("functions that models write as formulas have the values of their definitions") {
    CHECK(at(absolute, -3) == 3);
    CHECK(at(logarithm, 1) == 0);
    CHECK(at(logarithm, 10) == doctest::Approx(2.302585093));
    CHECK(at(logarithm, 0) == -std::numeric_limits<double>::infinity());
    CHECK(std::isnan(at(logarithm, -1)));
    CHECK(at(square_root, 2) == doctest::Approx(1.414213562));
    CHECK(std::isnan(at(square_root, -1)));
    CHECK(at(sine, 1) == doctest::Approx(0.841470985));
    CHECK(at(cosine, 1) == doctest::Approx(0.540302306));
    CHECK(at(error_function, 1) == doctest::Approx(0.842700793));
    CHECK(activate({.kind = power, .alpha = 2}, -3.0) == 9);
    CHECK(activate({.kind = power, .alpha = -1}, 4.0) == .25);
    CHECK(activate({.kind = power, .alpha = .5F}, 9.0) == 3);
    CHECK(derivative({.kind = power, .alpha = 3}, 2.0) == 12);
}

TEST_CASE("thresholded_relu keeps values above its threshold, up to its limit") {
    const Activation relu_from_2{.kind = thresholded_relu, .alpha = .5F, .low = 2, .high = 5};
    CHECK(activate(relu_from_2, 3.0) == 3);
    CHECK(activate(relu_from_2, 7.0) == 5);
    CHECK(activate(relu_from_2, 2.0) == 0);
    CHECK(activate(relu_from_2, 1.0) == -.5);
    CHECK(derivative(relu_from_2, 2.0) == .5);
    CHECK(derivative(relu_from_2, 4.0) == 1);
    CHECK(derivative(relu_from_2, 6.0) == 0);
}

TEST_CASE("hard_sigmoid has the values of Keras 2 by default, and of Keras 3 with a slope of 1/6") {
    CHECK(at(hard_sigmoid, 1) == doctest::Approx(.7));
    CHECK(at(hard_sigmoid, 2.5) == doctest::Approx(1));
    CHECK(at(hard_sigmoid, 3) == 1);
    CHECK(at(hard_sigmoid, -2.5) == doctest::Approx(0));
    CHECK(at(hard_sigmoid, -4) == 0);
    CHECK(activate({.kind = hard_sigmoid, .slope = 1 / 6.F}, 1.0) == doctest::Approx(2 / 3.0));
    CHECK(activate({.kind = hard_sigmoid, .slope = 1 / 6.F}, 2.9) < 1);
}

TEST_CASE("activations of very large arguments are finite") {
    CHECK(at(sigmoid, -1000) == 0);
    CHECK(at(sigmoid, 1000) == 1);
    CHECK(at(swish, -1000) == 0);
    CHECK(at(gelu, -100) == 0);
    CHECK(at(elu, -1000) == doctest::Approx(-.2));
    CHECK(over(softmax, {1000, 0}, 2) == std::vector<float>{1, 0});
    CHECK(over(log_softmax, {1000, 0}, 2) == std::vector<float>{0, -1000});
}

TEST_CASE("every activation keeps NaN, and softmax makes a row with NaN all NaN") {
    for (const ActivationKind kind : {linear,
                                      relu,
                                      relu6,
                                      leaky_relu,
                                      elu,
                                      sigmoid,
                                      ActivationKind::tanh,
                                      hard_sigmoid,
                                      swish,
                                      gelu,
                                      selu,
                                      softplus,
                                      softsign,
                                      mish,
                                      hard_swish,
                                      exponential,
                                      thresholded_relu,
                                      absolute,
                                      logarithm,
                                      square_root,
                                      power,
                                      sine,
                                      cosine,
                                      error_function}) {
        CAPTURE(name_of(kind));
        CHECK(std::isnan(at(kind, kNan)));
    }
    for (const std::vector<float>& x : {std::vector<float>{kNan, 1}, std::vector<float>{1, kNan}})
        for (const float share : over(softmax, x, 2)) CHECK(std::isnan(share));
}

TEST_CASE("softmax gives shares that add up to 1 in every row") {
    const std::vector<float> out = over(softmax, {1, 2, 3, 5, 5, 5}, 3);
    CHECK(out[0] == doctest::Approx(0.0900305732));
    CHECK(out[1] == doctest::Approx(0.2447284711));
    CHECK(out[2] == doctest::Approx(0.6652409558));
    for (std::size_t i = 3; i < 6; ++i) CHECK(out[i] == doctest::Approx(1 / 3.0));
    CHECK(over(log_softmax, {1, 2, 3}, 3)[0] == doctest::Approx(-2.4076059644));
    CHECK(over(softmax, {7}, 1) == std::vector<float>{1});
}

}  // namespace convscope::nn
