#include "core/nn/attribution/explainable.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "core/io/model_file.h"
#include "core/nn/attribution/class_maps.h"
#include "tests/support/sample_models.h"

namespace convscope::nn {

namespace {

const std::filesystem::path kAssets = CONVSCOPE_TEST_ASSETS;

/// A convolution and a Dense layer with `units` outputs on 8 x 8 pixels.
Model small(std::int64_t units, Activation activation, Activation inner = samples::kRelu) {
    ModelBuilder builder;
    builder.input("in", {8, 8, 1});
    builder.add("conv", samples::conv({.filters = 2, .window = {.rows = 3, .cols = 3}, .activation = inner}));
    builder.add("flat", samples::layer<Flatten>());
    builder.add("out", samples::layer<Dense>(Dense::Parameters{.units = units, .activation = activation}));
    return samples::with_numbers(builder.build(), 4);
}

}  // namespace

TEST_CASE("classifiers can be explained, with softmax, with scores and with one probability") {
    CHECK(explanation_fault(small(5, samples::kSoftmax)) == "");
    CHECK(explanation_fault(small(5, {})) == "");
    CHECK(explanation_fault(small(1, Activation{ActivationKind::sigmoid})) == "");
    CHECK(explanation_fault(load_model(kAssets / "models/course.h5")) == "");
    CHECK(explanation_fault(load_model(kAssets / "models/plain.h5")) == "");
}

TEST_CASE("models without classes or without places cannot be explained, and the reason is given") {
    CHECK(explanation_fault(small(1, {})) ==
          "This model gives a number and no classes, so there is no class that a map could explain.");
    CHECK(explanation_fault(samples::classifier({6})) ==
          "This model takes numbers and no picture, so there are no places that a map could show.");
    ModelBuilder builder;
    builder.input("in", {8, 8, 1});
    builder.add("conv", samples::conv({.filters = 1, .window = {.rows = 1, .cols = 1}}));
    CHECK(explanation_fault(samples::with_numbers(builder.build(), 1)) ==
          "This model gives a picture and no classes, so there is no class that a map could explain.");
}

TEST_CASE("maps can be made at the input and at all layers with rows and columns before the scores") {
    const Model course = load_model(kAssets / "models/course.h5");
    std::vector<std::string> names;
    for (const int node : nodes_with_places(course)) names.push_back(course.node(node).name);
    CHECK(names == std::vector<std::string>{"input", "conv2d", "max_pooling2d", "conv2d_1", "max_pooling2d_1"});
}

TEST_CASE("the places of a layer lie at the centres of their receptive fields") {
    const Model course = load_model(kAssets / "models/course.h5");
    // The 3 x 3 convolution leaves a border of one pixel.
    CHECK(place_grid(course, *course.find("conv2d")) == PlaceGrid{{1, 1}, {1, 1}});
    // In the second convolution, the receptive field of place 0 is pixels 0 to 7, that of place 1 is pixels 2 to 9.
    CHECK(place_grid(course, *course.find("conv2d_1")) == PlaceGrid{{3, 2}, {3, 2}});
    CHECK(place_grid(course, *course.find("max_pooling2d_1")) == PlaceGrid{{3, 4}, {3, 4}});
    CHECK(place_grid(course, *course.find("input")) == PlaceGrid{{0, 1}, {0, 1}});
}

TEST_CASE("the reason for a rest names paths around the layer, or the layer that does not keep proportions") {
    const Model curved = small(3, samples::kSoftmax, Activation{ActivationKind::swish});
    CHECK(rest_reason(curved, 0) == "swish in conv does not keep proportions");
    ModelBuilder builder;
    const int in = builder.input("in", {6, 6, 1});
    const int conv = builder.add("conv", samples::conv({.filters = 1, .window = {.rows = 1, .cols = 1}}), {in});
    const int both = builder.add("both", samples::layer<Add>(), {conv, in});
    const int flat = builder.add("flat", samples::layer<Flatten>(), {both});
    builder.add("out", samples::layer<Dense>(Dense::Parameters{.units = 3}), {flat});
    const Model residual = samples::with_numbers(builder.build(), 2);
    CHECK(rest_reason(residual, conv) == "paths around the layer");
}

TEST_CASE("the common range covers the maps of the class and of the most likely classes") {
    const Model model = samples::small_course(3);
    std::vector<float> input(144);
    for (std::size_t i = 0; i < input.size(); ++i) input[i] = random_unit(7, i);
    ScoreGradient gradient(model);
    gradient.set_input(0, input);
    const int node = *model.find("conv2d");
    const CommonRange range = common_range(gradient, node, 1).value();
    REQUIRE(range.classes.size() == 3);
    CHECK(range.classes.front() == 1);
    float contributions = 0, grad_cam = 0, slopes = 0;
    for (const std::int64_t index : {0, 1, 2}) {
        gradient.run(index);
        const ClassMaps maps = class_maps(gradient, node);
        for (int r = 0; r < 10; ++r)
            for (int c = 0; c < 10; ++c) {
                contributions = std::max(contributions, std::abs(maps.contribution.at(r, c)));
                grad_cam = std::max(grad_cam, std::abs(maps.grad_cam.at(r, c)));
            }
        for (int r = 0; r < 12; ++r)
            for (int c = 0; c < 12; ++c) slopes = std::max(slopes, std::abs(maps.saliency.at(r, c)));
    }
    // At most 0.5 % of the values may lie beyond the ends: none of 100 values, none of 144.
    CHECK(range.contributions == doctest::Approx(contributions).epsilon(0.005));
    CHECK(range.grad_cam == doctest::Approx(grad_cam).epsilon(0.005));
    CHECK(range.slopes == doctest::Approx(slopes).epsilon(0.005));
    CHECK_FALSE(common_range(gradient, node, 1, [](double) { return false; }));
}

}  // namespace convscope::nn
