// The preprocessing guessed for models without a record of it, tested with models whose input range is known.
#include "core/nn/input/preprocessing_guess.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "core/io/keras/h5.h"
#include "core/nn/input/probes/probe_images.h"
#include "core/nn/layers/pointwise/rescaling.h"
#include "core/nn/train/trainer.h"
#include "tests/support/sample_models.h"

using namespace convscope;
using namespace convscope::nn;

namespace {

Model without_preprocessing(const Model& model) {
    ModelInfo info = model.info();
    info.preprocessing = {};
    info.preprocessing_known = false;
    return model.with_info(std::move(info));
}

Model shipped(const char* name) {
    return without_preprocessing(keras::load_h5(std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "models" / name));
}

/// A model that gives the same answers as `model`, which takes 0..1, but takes another range: the first layer's weights
/// are changed to undo the scaling.
Model made_for(const Model& model, InputRange range) {
    const Preprocessing other = with_range({}, range);
    int first = 1;
    while (model.node(first).weights.empty()) ++first;
    Tensor kernel = *model.node(first).weights[0], bias = *model.node(first).weights[1];
    const std::size_t filters = bias.values.size();
    const std::size_t colours = static_cast<std::size_t>(model.node(0).shape.channels());
    for (std::size_t i = 0; i < kernel.values.size(); ++i) {
        const std::size_t colour = i / filters % colours;
        kernel.values[i] /= 255 * other.scale.at(colour);
        bias.values[i % filters] -= kernel.values[i] * other.offset.at(colour);
    }
    return model.with_weight(first, 0, std::make_shared<const Tensor>(std::move(kernel)))
        .with_weight(first, 1, std::make_shared<const Tensor>(std::move(bias)));
}

/// A small network that learned drawn digits with values in 0..1.
const Model& trained_on_digits() {
    static const Model model = [] {
        Dataset data{.example = {28, 28, 1}};
        for (const ProbeImage& probe : digit_probes()) {
            const auto bytes = probe.picture.planes[0].bytes();
            data.images.insert(data.images.end(), bytes.begin(), bytes.end());
            data.labels.push_back(static_cast<std::uint8_t>(probe.thing));
        }
        ModelBuilder builder(ModelInfo{.preprocessing_known = true});
        builder.input("in", {28, 28, 1});
        builder.add("flatten", samples::layer<Flatten>());
        builder.add("hidden", samples::layer<Dense>(Dense::Parameters{.units = 24, .activation = samples::kRelu}));
        builder.add("dense", samples::layer<Dense>(Dense::Parameters{.units = 10, .activation = samples::kSoftmax}));
        Trainer trainer(initialised(builder.build(), 1), std::make_shared<const Dataset>(std::move(data)),
                        {.epochs = 100, .batch = 8});
        while (trainer.step()) {
        }
        return without_preprocessing(trainer.best());
    }();
    return model;
}

/// The model with its last layer's units in reverse order.
Model with_reversed_classes(const Model& model) {
    const int last = model.outputs().front();
    Tensor kernel = *model.node(last).weights[0], bias = *model.node(last).weights[1];
    const auto classes = std::ssize(bias.values);
    std::ranges::reverse(bias.values);
    for (auto row = kernel.values.begin(); row != kernel.values.end(); row += classes) std::reverse(row, row + classes);
    return model.with_weight(last, 0, std::make_shared<const Tensor>(std::move(kernel)))
        .with_weight(last, 1, std::make_shared<const Tensor>(std::move(bias)));
}

InputRange guessed(const Model& model) {
    const auto range = range_of(with_guessed_preprocessing(model).info().preprocessing);
    REQUIRE(range.has_value());
    return *range;
}

/// A small classifier whose first layer is `layer`.
Model network_after(SharedLayer layer, std::vector<SharedTensor> weights = {}, std::int64_t channels = 3) {
    ModelBuilder builder;
    const int input = builder.input("in", {16, 16, channels});
    builder.add("first", std::move(layer), {input}, std::move(weights));
    builder.add("flatten", samples::layer<Flatten>());
    builder.add("dense", samples::layer<Dense>(Dense::Parameters{.units = 4, .activation = samples::kSoftmax}));
    const Model model = builder.build();
    return model.with_weight(3, 0, initialised(model, 3).node(3).weights[0]);
}

SharedTensor values(std::vector<float> numbers) {
    const auto count = static_cast<std::int64_t>(numbers.size());
    return std::make_shared<const Tensor>(Tensor{{count}, std::move(numbers)});
}

/// A classifier that starts with a BatchNormalization with this moving mean and standard deviation.
Model normalised(const std::vector<float>& mean, float deviation) {
    return network_after(
        samples::layer<BatchNormalization>(BatchNormalization::Parameters{}),
        {values({1, 1, 1}), values({0, 0, 0}), values(mean), values(std::vector<float>(3, deviation * deviation))});
}

}  // namespace

TEST_CASE("the range with which a network was trained on garments is found from its answers to garments") {
    for (const char* name : {"course.h5", "plain.h5"})
        for (const InputRange range : ranges_for(1)) {
            CAPTURE(name);
            CAPTURE(input_choice(range).name);
            const Model model = made_for(shipped(name), range);
            CHECK(guessed(model) == range);
            const ModelInfo info = with_guessed_preprocessing(model).info();
            CHECK(info.preprocessing_reason.starts_with("it recognises "));
            CHECK(info.preprocessing_reason.ends_with(" of 50 garments"));
            CHECK_FALSE(info.preprocessing_known);
            CHECK(info.preprocessing.inversion == Inversion::automatic);
        }
}

TEST_CASE("the range with which a network was trained on digits is found from its answers to drawn digits") {
    const Model& unit = trained_on_digits();
    for (const InputRange range :
         {InputRange::unit, InputRange::bytes, InputRange::balanced, InputRange::mnist, InputRange::negative}) {
        CAPTURE(input_choice(range).name);
        const Model model = made_for(unit, range);
        CHECK(guessed(model) == range);
        CHECK(with_guessed_preprocessing(model).info().preprocessing_reason.ends_with(" of 120 drawn digits"));
    }
}

TEST_CASE("the range is also found if the classes of the digits are in another order") {
    const Model model = with_reversed_classes(made_for(trained_on_digits(), InputRange::mnist));
    CHECK(guessed(model) == InputRange::mnist);
    CHECK(with_guessed_preprocessing(model).info().preprocessing_reason ==
          "digits of different hands get the same answer, different digits do not");
}

TEST_CASE("if the evidence is weak, 0..1 is guessed, and the reason says so") {
    ModelBuilder builder;
    builder.input("in", {28, 28, 1});
    builder.add("flatten", samples::layer<Flatten>());
    builder.add("dense", samples::layer<Dense>(Dense::Parameters{.units = 10, .activation = samples::kSoftmax}));
    const Model empty = builder.build();
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const Model untrained = initialised(empty, seed);
        CHECK(guessed(untrained) == InputRange::unit);
        CHECK(with_guessed_preprocessing(untrained).info().preprocessing_reason ==
              "the evidence is weak, and 0..1 is the usual range");
    }
}

TEST_CASE("a Rescaling layer at the input is taken to expect bytes, unless its scale is large") {
    using Parameters = Rescaling::Parameters;
    const Model model = network_after(samples::layer<Rescaling>(Parameters{{1 / 255.F}, {0}}));
    CHECK(guessed(model) == InputRange::bytes);
    CHECK(with_guessed_preprocessing(model).info().preprocessing_reason ==
          "the layer \"first\" scales the values itself");
    CHECK(guessed(network_after(samples::layer<Rescaling>(Parameters{{1 / 127.5F}, {-1}}))) == InputRange::bytes);
    CHECK(guessed(network_after(samples::layer<Rescaling>(Parameters{{0.017F, 0.016F, 0.015F}, {-2, -2, -2}}))) ==
          InputRange::bytes);
    CHECK(guessed(network_after(samples::layer<Rescaling>(Parameters{{2}, {-1}}))) == InputRange::unit);
}

TEST_CASE("the statistics of a batch normalization show the range of its training data") {
    const Model model = normalised({110, 100, 90}, 70);
    CHECK(guessed(model) == InputRange::bytes);
    CHECK(with_guessed_preprocessing(model).info().preprocessing_reason ==
          "it fits the statistics of the layer \"first\"");
    CHECK(guessed(normalised({0.43F, 0.4F, 0.35F}, 0.28F)) == InputRange::unit);
    CHECK(guessed(normalised({-0.15F, -0.2F, -0.3F}, 0.55F)) == InputRange::balanced);
    CHECK(guessed(normalised({-0.2F, -0.25F, -0.25F}, 1.25F)) == InputRange::imagenet);
}

TEST_CASE("known preprocessing is not changed; without any evidence the usual range is guessed") {
    const Model known = keras::load_h5(std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "models/course.h5");
    CHECK(with_guessed_preprocessing(known).info() == known.info());

    ModelBuilder image;
    image.input("in", {20, 20, 3});
    image.add("conv", samples::conv({.filters = 3, .window = {.rows = 3, .cols = 3}}));
    const Model no_classes = initialised(image.build(), 1);
    CHECK(guessed(no_classes) == InputRange::unit);
    CHECK(with_guessed_preprocessing(no_classes).info().preprocessing_reason == "it is the usual range");
    CHECK(with_guessed_preprocessing(no_classes).info().preprocessing.inversion == Inversion::never);

    ModelBuilder vector;
    vector.input("in", {20});
    vector.add("dense", samples::layer<Dense>(Dense::Parameters{.units = 4}));
    const Model no_picture = vector.build();
    CHECK(with_guessed_preprocessing(no_picture).info() == no_picture.info());
}

TEST_CASE("the usual range is guessed for a model with NaN weights") {
    const Model model = shipped("plain.h5");
    Tensor broken = *model.node(2).weights[0];
    for (float& value : broken.values) value = std::numeric_limits<float>::quiet_NaN();
    CHECK(guessed(model.with_weight(2, 0, std::make_shared<const Tensor>(std::move(broken)))) == InputRange::unit);
}
