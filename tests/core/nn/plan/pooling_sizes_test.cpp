// Compares the gradient of max pooling with the reference for sizes that divide badly into windows and vectors.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "core/base/random.h"
#include "core/nn/layers/window/pooling2d.h"
#include "core/nn/plan/plan.h"
#include "tests/core/nn/layers/layer_run.h"

namespace convscope::nn {

namespace {

std::vector<float> random_numbers(std::size_t count, std::uint64_t seed) {
    std::vector<float> numbers(count);
    for (std::size_t i = 0; i < count; ++i) numbers[i] = 2 * random_unit(seed, i) - 1;
    return numbers;
}

LayerRun pooling_run(const Shape& image, const Window& window) {
    return random_run(
        {.name = "MaxPooling2D", .layer = std::make_shared<const MaxPooling2D>(window), .inputs = {image}}, 2, 7);
}

/// The gradient with respect to the input; the memory for it held other values before.
std::vector<float> planned_gradient(const LayerRun& run, const std::vector<float>& gradient) {
    const Model model = model_of(run);
    Plan plan(model, run.batch, Plan::Purpose::gradients);
    plan.set_input(0, run.inputs[0]);
    plan.run();
    for (int pass = 0; pass < 2; ++pass) {
        std::ranges::copy(gradient, plan.pre_activation_gradient(model.size() - 1).begin());
        plan.backward();
    }
    const std::span<const float> values = plan.activation_gradient(0);
    return {values.begin(), values.end()};
}

}  // namespace

TEST_CASE("the gradient of max pooling equals the reference for odd sizes and any window") {
    for (const Shape& image : {Shape{6, 6, 16}, Shape{7, 9, 19}, Shape{2, 3, 33}, Shape{13, 13, 64}})
        for (const Window& window :
             {Window{.rows = 2, .cols = 2, .row_stride = 2, .col_stride = 2}, Window{.rows = 2, .cols = 2},
              Window{.rows = 2, .cols = 2, .row_stride = 3, .col_stride = 2},
              Window{.rows = 2, .cols = 2, .row_stride = 2, .col_stride = 2, .padding = Padding::same}}) {
            CAPTURE(to_string(image));
            LayerRun run = pooling_run(image, window);
            // Equal values in a window, of which only the first one counts.
            for (std::size_t i = 0; i < run.inputs[0].size(); ++i)
                if (i % 5 != 0) run.inputs[0][i] = std::floor(3 * run.inputs[0][i]);
            const std::vector<float> gradient = random_numbers(run.forward().size(), 9);
            const std::vector<float> expected = run.backward(gradient).inputs[0],
                                     computed = planned_gradient(run, gradient);
            REQUIRE(computed.size() == expected.size());
            // The order of the sums differs if windows overlap.
            for (std::size_t i = 0; i < expected.size(); ++i) REQUIRE(std::fabs(computed[i] - expected[i]) < 1e-6F);
        }
}

}  // namespace convscope::nn
