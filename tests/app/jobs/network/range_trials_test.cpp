#include "app/jobs/network/range_trials.h"

#include <doctest/doctest.h>

#include "tests/app/jobs/bell.h"
#include "tests/support/sample_models.h"

namespace convscope {

namespace {

/// A model of one pixel whose scores are the input, 1 - input and 0.75. Its preprocessing is 0..1.
std::shared_ptr<const nn::Model> three_scores(std::int64_t channels = 1) {
    nn::ModelBuilder builder(nn::ModelInfo{.labels = {"light", "dark", "middle"}});
    builder.input("in", {1, 1, channels});
    builder.add("flatten", samples::layer<nn::Flatten>());
    builder.add("dense", samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 3}));
    std::vector<float> kernel(static_cast<std::size_t>(channels) * 3);
    kernel[0] = 1;
    kernel[1] = -1;
    const auto tensor = [](nn::Shape shape, std::vector<float> values) {
        return std::make_shared<const nn::Tensor>(nn::Tensor{std::move(shape), std::move(values)});
    };
    return std::make_shared<const nn::Model>(
        builder.build().with_weight(2, 0, tensor({channels, 3}, kernel)).with_weight(2, 1, tensor({3}, {0, 1, 0.75F})));
}

nn::PictureInput pixel(std::uint8_t value) {
    nn::PictureInput input;
    input.picture.planes.emplace_back(Size{1, 1}, std::vector<std::uint8_t>{value});
    return input;
}

}  // namespace

TEST_CASE("the answer under each range is computed in the background") {
    Bell bell;
    RangeTrials trials(bell.ringer());
    const auto model = three_scores();
    const nn::PictureInput input = pixel(102);
    trials.update(input, model);
    CHECK(trials.busy());
    CHECK(trials.answers().empty());
    bell.wait();
    CHECK(trials.finished());
    trials.update(input, model);
    CHECK_FALSE(trials.busy());
    REQUIRE(trials.answers().size() == nn::ranges_for(1).size());
    const auto answer = [&](nn::InputRange range) {
        for (const RangeAnswer& each : trials.answers())
            if (each.range == range) return each.best.label + " " + each.text;
        return std::string("none");
    };
    CHECK(answer(nn::InputRange::unit) == "middle 0.75");
    CHECK(answer(nn::InputRange::bytes).starts_with("light 102"));
    CHECK(answer(nn::InputRange::balanced) == "dark 1.20");  // the input is -0.2
    CHECK(answer(nn::InputRange::half) == "dark 1.10");      // the input is -0.1
    CHECK(answer(nn::InputRange::mnist) == "light 0.87");    // (0.4 - 0.1307) / 0.3081
    CHECK(answer(nn::InputRange::imagenet) == "none");
}

TEST_CASE("a new picture or model gets new answers; answers for another number of channels are dropped at once") {
    Bell bell;
    RangeTrials trials(bell.ringer());
    const auto model = three_scores();
    const nn::PictureInput white = pixel(255), black = pixel(0);
    trials.update(white, model);
    bell.wait(1);
    trials.update(white, model);
    CHECK(trials.answers().front().best.label == "light");
    trials.update(black, model);
    CHECK(trials.busy());
    CHECK(trials.answers().front().best.label == "light");
    bell.wait(2);
    trials.update(black, model);
    CHECK(trials.answers().front().best.label == "dark");
    trials.update(black, three_scores(3));
    CHECK(trials.answers().empty());
    bell.wait(3);
    trials.drain();
    CHECK(trials.answers().size() == nn::ranges_for(3).size());
}

TEST_CASE("paint keeps its brightness in every range") {
    Bell bell;
    RangeTrials trials(bell.ringer());
    const auto model = three_scores();
    nn::PictureInput input = pixel(0);
    input.paint = std::make_shared<const nn::Tensor>(nn::Tensor{{1, 1, 1}, {1}});
    trials.update(input, model);
    bell.wait();
    trials.drain();
    CHECK(trials.answers()[1].range == nn::InputRange::bytes);
    CHECK(trials.answers()[1].best.value == doctest::Approx(255));
}

TEST_CASE("a model without classes has a problem instead of answers") {
    RangeTrials trials([] {});
    nn::ModelBuilder builder;
    builder.input("in", {5, 5, 1});
    builder.add("conv", samples::conv({.filters = 2, .window = {.rows = 3, .cols = 3}}));
    trials.update(pixel(0), std::make_shared<const nn::Model>(builder.build()));
    CHECK_FALSE(trials.busy());
    CHECK(trials.problem() == "The model's output is not a list of classes.");
}

}  // namespace convscope
