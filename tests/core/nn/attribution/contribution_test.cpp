#include "core/nn/attribution/contribution.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <string>

#include "core/image/files/load.h"
#include "core/io/model_file.h"
#include "core/nn/inspect/classes.h"
#include "tests/support/sample_models.h"

namespace convscope::nn {

namespace {

const std::filesystem::path kAssets = CONVSCOPE_TEST_ASSETS;

std::vector<float> ramp(std::size_t count, std::uint64_t seed) {
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i) values[i] = random_unit(seed, i);
    return values;
}

double total(const FloatImage& map) {
    const Plane values = to_plane(map);
    return std::accumulate(values.floats().begin(), values.floats().end(), 0.0);
}

/// The score of class `index` for this input.
float score_of(const Model& model, const Edits& edits, const std::vector<float>& input, std::int64_t index) {
    ScoreGradient gradient(model, edits);
    gradient.set_input(0, input);
    gradient.run(index);
    return gradient.score();
}

/// Values that PyTorch's autograd gives for a garment and its class; see tests/data/attribution.py.
struct Golden {
    double sum;
    std::int64_t row, col;  ///< of the value with the largest magnitude
    double strongest, at_2_3, at_8_6;
};

void check(const FloatImage& map, const Golden& golden) {
    const double tolerance = 2e-5 * std::abs(golden.strongest) + 1e-5;
    CHECK(total(map) == doctest::Approx(golden.sum).epsilon(2e-5));
    const Plane plane = to_plane(map);
    const std::span<const float> values = plane.floats();
    const auto strongest = std::ranges::max_element(values, {}, [](float value) { return std::abs(value); });
    CHECK(strongest - values.begin() == golden.row * map.cols() + golden.col);
    CHECK(std::abs(double{*strongest} - golden.strongest) < tolerance);
    CHECK(std::abs(double{map.at(2, 3)} - golden.at_2_3) < tolerance);
    CHECK(std::abs(double{map.at(8, 6)} - golden.at_8_6) < tolerance);
}

/// The course model after a run on one of the shipped garments.
ScoreGradient course_run(const std::string& garment, std::int64_t index) {
    const Model model = load_model(kAssets / "models/course.h5");
    ScoreGradient gradient(model);
    const Picture picture = load_picture(kAssets / "garments" / (garment + ".png"));
    gradient.set_input(0, preprocessed(picture, model.info().preprocessing, {28, 28, 1}).values);
    gradient.run(index);
    return gradient;
}

/// Two convolutions, the mean of each map, and a Dense layer.
Model averaging_model() {
    ModelBuilder builder;
    builder.input("in", {10, 10, 2});
    builder.add("conv_1",
                samples::conv({.filters = 3, .window = {.rows = 3, .cols = 3}, .activation = samples::kRelu}));
    builder.add("conv_2",
                samples::conv({.filters = 5, .window = {.rows = 3, .cols = 3}, .activation = samples::kRelu}));
    builder.add("mean", samples::layer<GlobalAveragePooling2D>());
    builder.add("dense", samples::layer<Dense>(Dense::Parameters{.units = 4, .activation = samples::kSoftmax}));
    return samples::with_numbers(builder.build(), 5);
}

}  // namespace

TEST_CASE("gradients of the score agree with finite differences at the input and at an inner activation") {
    const Model model = samples::small_course(3);
    const std::vector<float> input = ramp(144, 7);
    ScoreGradient gradient(model);
    gradient.set_input(0, input);
    gradient.run(2);
    constexpr float kStep = 1e-2F;
    for (const std::size_t pixel : {13U, 70U, 130U}) {
        std::vector<float> more = input, less = input;
        more[pixel] += kStep;
        less[pixel] -= kStep;
        const float slope = (score_of(model, {}, more, 2) - score_of(model, {}, less, 2)) / (2 * kStep);
        CHECK(gradient.gradient(0)[pixel] == doctest::Approx(slope).epsilon(2e-2));
    }
    // The gradient with respect to the last layer's input is the class's column of the kernel.
    const int dense = *model.find("dense"), flatten = *model.find("flatten");
    const Tensor& kernel = *model.node(dense).weights[0];
    for (std::size_t i = 0; i < gradient.gradient(flatten).size(); ++i)
        CHECK(gradient.gradient(flatten)[i] == kernel.values[i * 3 + 2]);
}

TEST_CASE("the scores are the values before softmax") {
    const Model model = samples::small_course(3);
    ScoreGradient gradient(model);
    gradient.set_input(0, ramp(144, 7));
    gradient.run(0);
    std::vector<float> probabilities(3);
    activate(samples::kSoftmax, gradient.scores(), 3, probabilities);
    Plan plan(model, 1);
    plan.set_input(0, ramp(144, 7));
    plan.run();
    for (std::size_t i = 0; i < 3; ++i)
        CHECK(plan.activation(model.outputs().front())[i] == doctest::Approx(probabilities[i]));
}

TEST_CASE("contributions and biases add up to the score at every layer of a piecewise linear network") {
    for (const Model& model : {samples::small_course(3), averaging_model()}) {
        const auto count = static_cast<std::size_t>(model.node(0).shape.count());
        ScoreGradient gradient(model);
        gradient.set_input(0, ramp(count, 11));
        for (const std::int64_t index : {0, 1, 2}) {
            gradient.run(index);
            for (int node = 0; node + 1 < gradient.model().size(); ++node) {
                const ScoreBalance balance = score_balance(gradient, node);
                CHECK(balance.score == doctest::Approx(gradient.score()));
                CHECK(std::abs(balance.rest) < 1e-5 * (1 + std::abs(balance.score)));
                CHECK(total(contribution_map(gradient, node)) == doctest::Approx(balance.contributions).epsilon(1e-5));
                const std::vector<float> channels = channel_contributions(gradient, node);
                CHECK(std::accumulate(channels.begin(), channels.end(), 0.0) ==
                      doctest::Approx(balance.contributions).epsilon(1e-5));
            }
        }
    }
}

TEST_CASE("paths around a node count in the rest of its balance") {
    // score = 2 * conv(x) + 3 * x for one pixel, with conv(x) = 5 x + 7.
    ModelBuilder builder;
    const int in = builder.input("in", {1, 1, 1});
    const auto tensor = [](Shape shape, std::vector<float> values) {
        return std::make_shared<const Tensor>(Tensor{std::move(shape), std::move(values)});
    };
    const int conv = builder.add("conv", samples::conv({.filters = 1, .window = {.rows = 1, .cols = 1}}), {in},
                                 {tensor({1, 1, 1, 1}, {5}), tensor({1}, {7})});
    const int both = builder.add("both", samples::layer<Concatenate>(), {conv, in});
    const int flat = builder.add("flat", samples::layer<Flatten>(), {both});
    builder.add("out", samples::layer<Dense>(Dense::Parameters{.units = 1}), {flat},
                {tensor({2, 1}, {2, 3}), tensor({1}, {11})});
    ScoreGradient gradient(builder.build());
    gradient.set_input(0, std::vector<float>{4});
    gradient.run(0);
    const ScoreBalance balance = score_balance(gradient, conv);
    CHECK(balance.score == 2 * (5 * 4 + 7) + 3 * 4 + 11);
    CHECK(balance.contributions == 2 * (5 * 4 + 7));
    CHECK(balance.biases == 11);
    CHECK(balance.rest == 3 * 4);
    const ScoreBalance whole = score_balance(gradient, in);
    CHECK(whole.contributions == (2 * 5 + 3) * 4);
    CHECK(whole.biases == 2 * 7 + 11);
    CHECK(whole.rest == 0);
}

TEST_CASE("contribution, Grad-CAM and saliency of the course model agree with PyTorch's autograd") {
    struct Case {
        const char* garment;
        std::int64_t index;
        double score;
        Golden contribution, grad_cam, saliency;
    };
    const std::array<Case, 3> cases{{
        {"ankle_boot",
         9,
         9.555287,
         {9.49742, 6, 1, 1.13265, 0.00414806, 0.133942},
         {1.3912, 6, 2, 0.098004, 0.00363495, 0.00403025},
         {-92.1352, 25, 16, -3.02887, -0.843905, 0.245106}},
        {"bag",
         8,
         13.50683,
         {13.2302, 1, 3, 2.27791, 0.46838, 0.176344},
         {-0.69502, 2, 5, 0.125297, 0.0672944, -0.0124702},
         {-135.152, 4, 12, -8.67676, -0.156259, -0.750275}},
        {"shirt",
         6,
         4.898816,
         {4.35895, 7, 0, -0.757935, 0.0206058, -0.0861018},
         {0.69798, 10, 0, -0.0711457, 0.00455453, 0.000985488},
         {-34.7292, 17, 20, -2.09288, -0.00434962, -0.528722}},
    }};
    for (const Case& golden : cases) {
        CAPTURE(golden.garment);
        const ScoreGradient gradient = course_run(golden.garment, golden.index);
        const int node = *gradient.model().find("conv2d_1");
        CHECK(gradient.score() == doctest::Approx(golden.score).epsilon(1e-5));
        check(contribution_map(gradient, node), golden.contribution);
        check(grad_cam(gradient, node), golden.grad_cam);
        check(saliency(gradient), golden.saliency);
        CHECK(std::abs(score_balance(gradient, node).rest) < 1e-5 * golden.score);
    }
}

TEST_CASE("if each map is averaged before the last layer, contribution map and Grad-CAM are equal") {
    const Model model = averaging_model();
    ScoreGradient gradient(model);
    gradient.set_input(0, ramp(200, 13));
    gradient.run(1);
    const int node = *model.find("conv_2");
    CHECK(last_node_with_places(model) == node);
    const FloatImage contributions = contribution_map(gradient, node), cam = grad_cam(gradient, node);
    // CAM: the sum of all maps, each times its kernel value for the class, divided by the number of places.
    const Tensor& kernel = *model.node(*model.find("dense")).weights[0];
    for (std::size_t place = 0; place < 36; ++place) {
        double expected = 0;
        for (std::size_t c = 0; c < 5; ++c)
            expected += double{gradient.activation(node)[place * 5 + c]} * double{kernel.values[c * 4 + 1]} / 36;
        CHECK(contributions.at(static_cast<int>(place) / 6, static_cast<int>(place) % 6) ==
              doctest::Approx(expected).epsilon(1e-4));
        CHECK(cam.at(static_cast<int>(place) / 6, static_cast<int>(place) % 6) ==
              doctest::Approx(expected).epsilon(1e-4));
    }
}

TEST_CASE("an ablated channel contributes nothing, and no gradient passes through it") {
    const Model model = samples::small_course(3);
    const int conv = *model.find("conv2d");
    const Edits edits = with_ablated({}, conv, {1, 3});
    const std::vector<float> input = ramp(144, 7);
    ScoreGradient gradient(model, edits);
    gradient.set_input(0, input);
    gradient.run(0);
    const std::vector<float> channels = channel_contributions(gradient, conv);
    CHECK(channels[1] == 0);
    CHECK(channels[3] == 0);
    CHECK(std::abs(score_balance(gradient, 0).rest) < 1e-5);
    std::vector<float> more = input, less = input;
    more[70] += 1e-2F;
    less[70] -= 1e-2F;
    const float slope = (score_of(model, edits, more, 0) - score_of(model, edits, less, 0)) / 2e-2F;
    CHECK(gradient.gradient(0)[70] == doctest::Approx(slope).epsilon(2e-2));
}

TEST_CASE(
    "contributions add up to the score through batch normalization with its moving statistics and through dropout") {
    ModelBuilder builder;
    builder.input("in", {4, 4, 2});
    builder.add("norm", samples::layer<BatchNormalization>(BatchNormalization::Parameters{}));
    builder.add("relu", samples::layer<ActivationLayer>(samples::kRelu));
    builder.add("dropout", samples::layer<Dropout>(0.5F));
    builder.add("flat", samples::layer<Flatten>());
    builder.add("out", samples::layer<Dense>(Dense::Parameters{.units = 2}));
    const Model model = samples::with_numbers(builder.build(), 9);
    ScoreGradient gradient(model);
    gradient.set_input(0, ramp(32, 3));
    gradient.run(1);
    const ScoreBalance balance = score_balance(gradient, 0);
    CHECK(balance.contributions != 0);
    CHECK(balance.biases != 0);
    CHECK(std::abs(balance.rest) < 1e-5 * (1 + std::abs(balance.score)));
}

}  // namespace convscope::nn
