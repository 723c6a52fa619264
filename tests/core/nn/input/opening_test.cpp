#include "core/nn/input/opening.h"

#include <doctest/doctest.h>

#include <cmath>
#include <memory>
#include <string>

#include "core/nn/inspect/classes.h"
#include "core/nn/plan/plan.h"
#include "tests/support/two_inputs.h"

namespace convscope::nn {

namespace {

/// The name of the model's first input.
std::string first_input(const Model& model) {
    return model.node(model.inputs().front()).name;
}

Model plain_model(const Shape& shape) {
    ModelBuilder builder;
    builder.input("in", shape);
    builder.add("flatten", samples::layer<Flatten>());
    return builder.build();
}

}  // namespace

TEST_CASE("an opened model takes the picture in its first input for pictures and has a guessed preprocessing") {
    const Model model = samples::two_inputs();
    REQUIRE(first_input(model) == "side");
    const Model opened = as_opened(model);
    CHECK(first_input(opened) == "picture");
    CHECK_FALSE(opened.info().preprocessing_reason.empty());
    // A model without an input for pictures does not change.
    CHECK(first_input(as_opened(plain_model({5}))) == "in");
    CHECK(as_opened(plain_model({5})).info().preprocessing_reason.empty());
}

TEST_CASE("a model that is read again keeps its guessed preprocessing if the input is the same") {
    const Model before = as_opened(samples::two_inputs());
    ModelInfo info = before.info();
    info.preprocessing_reason = "it was guessed earlier";
    info.preprocessing = with_range({}, InputRange::balanced);
    const Model again = as_reopened(before.with_info({.name = "again"}), before.with_info(info));
    CHECK(again.info().preprocessing == info.preprocessing);
    CHECK(again.info().preprocessing_reason == "it was guessed earlier");
    const Model other = as_reopened(plain_model({9, 9, 1}), before.with_info(info));
    CHECK(other.info().preprocessing_reason != "it was guessed earlier");
}

TEST_CASE("labels fit a model if there is one for each class") {
    const Model model = samples::small_course();
    CHECK(labels_problem(model, 3).empty());
    CHECK(labels_problem(model, 1) == "holds 1 label, but the model has 3 classes");
    ModelBuilder builder;
    builder.input("in", {5, 5, 1});
    builder.add("conv", samples::conv({.filters = 2, .window = {.rows = 3, .cols = 3}}));
    CHECK(labels_problem(builder.build(), 3) == "holds 3 labels, but the model's output is not a list of classes");
}

TEST_CASE("notes that fit are applied and others dropped; if nothing changes, with_notes() returns the same pointer") {
    const auto model = std::make_shared<const Model>(samples::two_inputs());
    const ModelNotes wrong{.labels = {"too", "few"}, .picture_input = "flatten"};
    CHECK(fitting_notes(wrong, *model).empty());
    CHECK(with_notes(model, {}) == model);
    CHECK(with_notes(model, {.picture_input = "side"}) == model);
    const ModelNotes notes{
        .preprocessing = with_range({}, InputRange::bytes), .labels = {"a", "b", "c"}, .picture_input = "picture"};
    CHECK(fitting_notes(notes, *model) == notes);
    const std::shared_ptr<const Model> noted = with_notes(model, notes);
    CHECK(first_input(*noted) == "picture");
    CHECK(noted->info().preprocessing == *notes.preprocessing);
    CHECK(noted->info().preprocessing_known);
    CHECK(noted->info().labels == notes.labels);
    CHECK(noted->info().name == "two");
}

TEST_CASE("the user decides if a flattened input takes a picture or numbers") {
    ModelBuilder builder;
    builder.input("latent", {100});
    builder.add("dense", samples::layer<Dense>(Dense::Parameters{.units = 784}));
    const auto generator = std::make_shared<const Model>(as_opened(builder.build()));
    const auto shape = [](const std::shared_ptr<const Model>& of) { return of->node(of->inputs().front()).shape; };
    REQUIRE(shape(generator) == Shape{100});
    CHECK(shape(with_notes(generator, {.picture_input = "latent"})) == Shape{10, 10, 1});
    CHECK(with_notes(generator, {.takes_numbers = true}) == generator);
    const auto classifier = std::make_shared<const Model>(as_opened(samples::classifier({64}, 10)));
    REQUIRE(shape(classifier) == Shape{8, 8, 1});
    CHECK(shape(with_notes(classifier, {.takes_numbers = true})) == Shape{64});
}

TEST_CASE("a model that gives scores can get a softmax layer, which gives probabilities") {
    ModelBuilder builder;
    builder.input("in", {784});
    builder.add("softmax", samples::layer<Dense>(Dense::Parameters{.units = 3}));
    const Model scores = as_opened(samples::with_numbers(builder.build(), 4));
    CHECK(fitting_notes({.softmax = true}, scores).softmax);
    const auto shares = with_notes(std::make_shared<const Model>(scores), {.softmax = true});
    REQUIRE(shares->size() == 3);
    CHECK(shares->node(2).name == "softmax_1");
    CHECK(shares->outputs() == std::vector<int>{2});
    CHECK(answer_unit(*shares) == AnswerUnit::probability);
    CHECK(shares->node(0).shape == Shape{28, 28, 1});
    CHECK(shares->info() == scores.info());
    Plan plan(*shares, 1);
    std::vector<float> input(784);
    for (std::size_t i = 0; i < input.size(); ++i) input[i] = random_unit(1, i);
    plan.set_input(0, input);
    plan.run();
    const std::span<const float> score = plan.activation(1), share = plan.activation(2);
    const double sum = std::exp(double{score[0]}) + std::exp(double{score[1]}) + std::exp(double{score[2]});
    for (std::size_t c = 0; c < 3; ++c) CHECK(share[c] == doctest::Approx(std::exp(double{score[c]}) / sum));
    // Models that give probabilities, or no classes, get no softmax.
    CHECK_FALSE(fitting_notes({.softmax = true}, samples::small_course()).softmax);
    CHECK_FALSE(fitting_notes({.softmax = true}, plain_model({9, 9, 1})).softmax);
}

TEST_CASE("models with equal layer names, kinds, order and shapes have the same layers, even if weights differ") {
    const Model model = samples::small_course();
    CHECK(has_same_layers(model, model));
    CHECK(has_same_layers(model, samples::small_course(5)));
    CHECK(has_same_layers(model, model.with_info({})));
    CHECK_FALSE(has_same_layers(model, plain_model({12, 12, 1})));
    CHECK_FALSE(has_same_layers(plain_model({12, 12, 1}), plain_model({12, 11, 1})));
    CHECK_FALSE(has_same_layers(samples::two_inputs(), samples::two_inputs().with_first_input(1)));
}

}  // namespace convscope::nn
