// Compares layers that are large enough for a plan to divide a single example among the cores with their references.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <memory>
#include <vector>

#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/merge/add.h"
#include "core/nn/layers/merge/multiply.h"
#include "core/nn/layers/normalization/group_normalization.h"
#include "core/nn/layers/normalization/layer_normalization.h"
#include "core/nn/layers/normalization/local_response_normalization.h"
#include "core/nn/layers/normalization/unit_normalization.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/pointwise/quantization.h"
#include "core/nn/layers/pointwise/rescaling.h"
#include "core/nn/layers/shape/resizing.h"
#include "core/nn/layers/shape/up_sampling2d.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/global_pooling2d.h"
#include "core/nn/layers/window/pooling2d.h"
#include "core/nn/plan/plan.h"
#include "tests/core/nn/layers/layer_run.h"

namespace convscope::nn {

namespace {

const Shape kImage{53, 47, 20};

constexpr Window kThree{.rows = 3, .cols = 3, .padding = Padding::same};
constexpr Window kStrided{.rows = 3, .cols = 3, .row_stride = 2, .col_stride = 2, .padding = Padding::same};

template <class Kind, class... Arguments>
LayerCase large(std::vector<Shape> inputs, Arguments... arguments) {
    auto layer = std::make_shared<const Kind>(arguments...);
    return {.name = std::string(layer->type()), .layer = layer, .inputs = std::move(inputs)};
}

std::vector<LayerCase> large_cases() {
    const Activation relu{ActivationKind::relu}, sigmoid{ActivationKind::sigmoid};
    return {
        large<Conv2D>({kImage}, Conv2D::Parameters{.filters = 24, .window = kThree, .activation = relu}),
        large<Conv2D>({kImage}, Conv2D::Parameters{.filters = 40, .window = kStrided, .activation = sigmoid}),
        // The kernel is larger than the input, so the work is divided by filters.
        large<Conv2D>({{4, 5, 160}}, Conv2D::Parameters{.filters = 150, .window = {}}),
        large<Conv2D>({kImage}, Conv2D::Parameters{.filters = 20, .window = kThree, .groups = 20, .activation = relu}),
        large<Conv2D>({kImage}, Conv2D::Parameters{.filters = 20, .window = kStrided, .groups = 20, .use_bias = false}),
        large<Dense>({{1500}}, Dense::Parameters{.units = 200}),
        large<MaxPooling2D>({kImage}, kStrided),
        large<AveragePooling2D>({kImage}, kThree, false),
        large<AveragePooling2D>({kImage}, kStrided, true),
        large<GlobalAveragePooling2D>({kImage}, false),
        large<GlobalMaxPooling2D>({kImage}, false),
        large<BatchNormalization>({kImage}, BatchNormalization::Parameters{}),
        large<LayerNormalization>({kImage}, LayerNormalization::Parameters{}),
        large<UnitNormalization>({kImage}, UnitNormalization::Parameters{}),
        large<GroupNormalization>({kImage}, GroupNormalization::Parameters{.groups = 5}),
        large<GroupNormalization>({kImage}, GroupNormalization::Parameters{.groups = 0, .use_scale = false}),
        large<LocalResponseNormalization>({kImage}, LocalResponseNormalization::Parameters{.alpha = .9}),
        large<LocalResponseNormalization>(
            {kImage}, LocalResponseNormalization::Parameters{.size = 50, .alpha = .9, .beta = .6, .bias = 2}),
        large<Resizing>({kImage}, Resizing::Parameters{61, 33, Interpolation::bilinear}),
        large<Resizing>({kImage}, Resizing::Parameters{19, 83, Interpolation::cubic}),
        large<UpSampling2D>({kImage}, UpSampling2D::Parameters{2, 3, Interpolation::nearest}),
        large<Quantization>({kImage}, Quantization::Parameters{.scale = {.01F}, .zero_point = {128}}),
        large<Rescaling>({kImage}, Rescaling::Parameters{.scale = {0.5F}, .offset = {-1}}),
        large<ActivationLayer>({kImage}, Activation{ActivationKind::relu6}),
        large<ActivationLayer>({kImage}, Activation{ActivationKind::softmax}),
        large<Add>({kImage, kImage, kImage}),
        large<Multiply>({kImage, {1, 1, 20}}),
        large<Multiply>({kImage, kImage, {20}}),
    };
}

}  // namespace

TEST_CASE("one large example on all cores equals the reference") {
    for (const LayerCase& layer_case : large_cases()) {
        CAPTURE(layer_case.name);
        CAPTURE(to_string(layer_case.inputs.back()));
        const LayerRun run = random_run(layer_case, 1, 5);
        std::vector<float> expected = run.forward();
        activate(run.layer->activation(), expected, static_cast<std::size_t>(run.output_shape().channels()), expected);
        const Model model = model_of(run);
        Plan plan(model, 1);
        for (std::size_t i = 0; i < run.inputs.size(); ++i) plan.set_input(i, run.inputs[i]);
        plan.run();
        const std::span<const float> computed = plan.activation(model.size() - 1);
        REQUIRE(computed.size() == expected.size());
        float error = 0, largest = 0;
        for (std::size_t i = 0; i < computed.size(); ++i) {
            error = std::max(error, std::fabs(computed[i] - expected[i]));
            largest = std::max(largest, std::fabs(expected[i]));
        }
        CHECK(error < 1e-5F * largest);
    }
}

TEST_CASE("max pooling in a plan equals the reference for NaN and infinite values") {
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    const LayerCase pooling =
        large<MaxPooling2D>({{6, 6, 19}}, Window{.rows = 2, .cols = 2, .row_stride = 2, .col_stride = 2});
    LayerRun run = random_run(pooling, 1, 5);
    for (std::size_t i = 0; i < run.inputs[0].size(); i += 7)
        run.inputs[0][i] = i % 3 == 0 ? kInfinity : i % 3 == 1 ? -kInfinity : std::nanf("");
    const std::vector<float> expected = run.forward();
    const Model model = model_of(run);
    Plan plan(model, 1);
    plan.set_input(0, run.inputs[0]);
    plan.run();
    const std::span<const float> computed = plan.activation(model.size() - 1);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CAPTURE(i);
        CHECK((computed[i] == expected[i] || (std::isnan(computed[i]) && std::isnan(expected[i]))));
    }
}

}  // namespace convscope::nn
