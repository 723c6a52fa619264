#include "core/nn/layers/pointwise/quantization.h"

#include <doctest/doctest.h>

#include "tests/core/nn/layers/layer_run.h"

namespace convscope::nn {

TEST_CASE("Quantization rounds to levels, half-way values to even ones, and limits them") {
    const auto layer = std::make_shared<const Quantization>(
        Quantization::Parameters{.scale = {.5F}, .zero_point = {3}, .low = 0, .high = 7});
    // Levels 3 + 1.2, 3 + 0.5, 3 + 1.5, 3 - 10 and 3 + 20 before rounding and limiting.
    CHECK(run(layer, {{{5}, {.6F, .25F, .75F, -5, 10}}}, {}) == std::vector<float>{.5F, 0, 1, -1.5F, 2});
}

TEST_CASE("Quantization has a scale and a zero point for each channel") {
    const auto layer = std::make_shared<const Quantization>(
        Quantization::Parameters{.scale = {1, .1F}, .zero_point = {0, 100}, .low = 0, .high = 255});
    const std::vector<float> out = run(layer, {{{2, 2}, {1.4F, -3.14F, -2, -20}}}, {});
    CHECK(out[0] == 1);
    CHECK(out[1] == doctest::Approx(-3.1));
    CHECK(out[2] == 0);
    CHECK(out[3] == doctest::Approx(-10));
    CHECK(shape_fault([&] {
              static_cast<void>(layer->output_shape(std::vector<Shape>{{2, 3}}));
          }) == "has 2 scales or zero points for the 3 channels of 2, 3");
}

TEST_CASE("the gradient passes through a Quantization unchanged, except beyond its levels") {
    LayerRun layer{.layer = std::make_shared<const Quantization>(
                       Quantization::Parameters{.scale = {.5F}, .zero_point = {0}, .low = -2, .high = 2}),
                   .input_shapes = {{4}}};
    layer.inputs = {{.3F, -.9F, 1.6F, -3}};
    CHECK(layer.backward(std::vector<float>{1, 2, 3, 4}).inputs.at(0) == std::vector<float>{1, 2, 0, 0});
}

TEST_CASE("Quantization refuses scales that are not positive and levels in the wrong order") {
    CHECK(shape_fault([] { Quantization({.scale = {0}}); }) == "has a scale of 0");
    CHECK(shape_fault([] { Quantization({.low = 5, .high = 1}); }) == "has levels from 5 to 1");
    CHECK(shape_fault([] { Quantization({.scale = {}}); }) == "has no scale or no zero point");
}

}  // namespace convscope::nn
