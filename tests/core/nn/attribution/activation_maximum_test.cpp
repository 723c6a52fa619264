#include "core/nn/attribution/activation_maximum.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/nn/attribution/randomised.h"
#include "tests/support/sample_models.h"

namespace convscope::nn {

TEST_CASE("the strongest input of one filter at one place is white where its kernel is positive, black elsewhere") {
    ModelBuilder builder;
    builder.input("in", {3, 3, 1});
    builder.add("conv", samples::conv({.filters = 2, .window = {.rows = 3, .cols = 3}, .activation = samples::kRelu}));
    const Model model = initialised(builder.build(), 4);
    ActivationMaximum maximum(model, {}, 1, 1, {.rate = 0.1F, .smoothness = 0, .jitter = 0});
    maximum.step();
    const float first = maximum.value();
    for (int i = 0; i < 200; ++i) maximum.step();
    const Tensor& kernel = *model.node(1).weights[0];
    float largest = 0;
    for (std::size_t i = 0; i < 9; ++i) {
        const float weight = kernel.values[i * 2 + 1];
        CHECK(maximum.input()[i] == (weight > 0 ? 1.F : 0.F));
        largest += std::max(weight, 0.F);
    }
    CHECK(maximum.value() == doctest::Approx(largest));
    CHECK(maximum.value() > first);
    CHECK(maximum.steps() == 201);
}

TEST_CASE("smoothing reduces the differences between neighbouring pixels") {
    const Model model = samples::small_course(2);
    const auto roughness = [&](float smoothness, float blur) {
        ActivationMaximum maximum(model, {}, 1, 0, {.smoothness = smoothness, .blur = blur});
        for (int i = 0; i < 60; ++i) maximum.step();
        double sum = 0;
        for (std::size_t i = 1; i < 144; ++i)
            if (i % 12 != 0) sum += std::abs(double{maximum.input()[i]} - double{maximum.input()[i - 1]});
        return sum;
    };
    CHECK(roughness(0.5F, 0) < 0.8 * roughness(0, 0));
    CHECK(roughness(0, 0.5F) < 0.8 * roughness(0, 0));
}

TEST_CASE("equal seeds give equal inputs, for any jitter") {
    const Model model = samples::small_course(2);
    const auto run = [&](std::uint64_t seed) {
        ActivationMaximum maximum(model, {}, 1, 0, {.jitter = 2, .seed = seed});
        for (int i = 0; i < 5; ++i) maximum.step();
        return std::vector<float>(maximum.input().begin(), maximum.input().end());
    };
    CHECK(run(1) == run(1));
    CHECK(run(1) != run(2));
}

TEST_CASE("randomised() replaces the weights of the chosen layers only, and equal seeds give equal weights") {
    const Model model = samples::small_course(2);
    const int conv = *model.find("conv2d"), dense = *model.find("dense");
    CHECK(nodes_with_weights_from(model, 0) == std::vector<int>{dense, conv});
    CHECK(nodes_with_weights_from(model, dense) == std::vector<int>{dense});
    const Edits edits = randomised(model, {}, {dense}, 7);
    CHECK(edits == randomised(model, {}, {dense}, 7));
    CHECK_FALSE(edits == randomised(model, {}, {dense}, 8));
    const Model changed = applied(model, edits), untrained = initialised(model, 7);
    for (std::size_t w = 0; w < 2; ++w) {
        CHECK(changed.node(dense).weights[w]->values == untrained.node(dense).weights[w]->values);
        CHECK(changed.node(conv).weights[w]->values == model.node(conv).weights[w]->values);
    }
}

}  // namespace convscope::nn
