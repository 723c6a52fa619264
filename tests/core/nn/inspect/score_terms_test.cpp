// Differences of two classes' scores, against scores that a plan computes.
#include "core/nn/inspect/score_terms.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/nn/plan/plan.h"
#include "core/nn/train/architectures.h"
#include "tests/support/sample_models.h"

namespace convscope::nn {

namespace {

SharedTensor tensor(Shape shape, std::vector<float> values) {
    return std::make_shared<const Tensor>(Tensor{std::move(shape), std::move(values)});
}

Plan run(const Model& model) {
    Plan plan(model, 1);
    const auto count = static_cast<std::size_t>(model.node(0).shape.count());
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<float>(std::sin(0.7 * static_cast<double>(i + 1)));
    plan.set_input(0, values);
    plan.run();
    return plan;
}

double sum_of(const ScoreComparison& comparison) {
    double sum = comparison.bias - comparison.rival_bias;
    for (const ScoreTerm& term : comparison.terms) sum += term.part();
    return sum;
}

/// Checks the comparisons of all pairs of the first three classes against the scores.
void check_sums(const Model& model) {
    const Plan plan = run(model);
    const std::vector<float> scores = class_scores(model, plan.example(0));
    for (std::int64_t a = 0; a < 3; ++a)
        for (std::int64_t b = 0; b < 3; ++b) {
            const auto comparison = compare_scores(model, a, b, plan.example(0));
            REQUIRE(comparison.has_value());
            CHECK(comparison->score == doctest::Approx(scores[static_cast<std::size_t>(a)]).epsilon(1e-5));
            CHECK(comparison->rival_score == doctest::Approx(scores[static_cast<std::size_t>(b)]).epsilon(1e-5));
            CHECK(sum_of(*comparison) == doctest::Approx(comparison->difference()).epsilon(1e-9));
            for (std::size_t i = 1; i < comparison->terms.size(); ++i)
                CHECK(std::fabs(comparison->terms[i].part()) <= std::fabs(comparison->terms[i - 1].part()));
        }
}

ModelBuilder image() {
    ModelBuilder builder;
    builder.input("in", {6, 6, 2});
    builder.add("conv", samples::conv({.filters = 5, .window = {.rows = 3, .cols = 3}, .activation = samples::kRelu}));
    return builder;
}

}  // namespace

TEST_CASE("the terms of a small Dense layer are its products, the largest first") {
    ModelBuilder builder;
    builder.input("in", {3});
    builder.add("dense", samples::layer<Dense>(Dense::Parameters{.units = 2, .activation = samples::kSoftmax}));
    const Model model = builder.build()
                            .with_weight(1, 0, tensor({3, 2}, {1, 0, 2, -1, 0.5F, 0.25F}))
                            .with_weight(1, 1, tensor({2}, {0.5F, -0.25F}));
    Plan plan(model, 1);
    plan.set_input(0, std::vector<float>{2, -3, 4});
    plan.run();
    const auto comparison = compare_scores(model, 0, 1, plan.example(0));
    REQUIRE(comparison.has_value());
    CHECK(comparison->score == doctest::Approx(2 - 6 + 2 + 0.5));
    CHECK(comparison->rival_score == doctest::Approx(3 + 1 - 0.25));
    REQUIRE(comparison->terms.size() == 3);
    CHECK(comparison->terms[0].from.channel == 1);
    CHECK(comparison->terms[0].value == -3);
    CHECK(comparison->terms[0].weight_difference() == 3);
    CHECK(comparison->terms[0].part() == -9);
    CHECK(comparison->terms[1].part() == 2);
    CHECK(comparison->terms[2].part() == 1);
    CHECK(comparison->difference() == doctest::Approx(-9 + 2 + 1 + 0.75));
}

TEST_CASE("the terms add up with softmax inside the last layer, with a softmax layer, and without softmax") {
    for (const int kind : {0, 1, 2}) {
        CAPTURE(kind);
        ModelBuilder builder = image();
        builder.add("flatten", samples::layer<Flatten>());
        builder.add("dense", samples::layer<Dense>(Dense::Parameters{
                                 .units = 4, .activation = kind == 0 ? samples::kSoftmax : Activation{}}));
        if (kind == 1) builder.add("softmax", samples::layer<ActivationLayer>(samples::kSoftmax));
        check_sums(samples::with_numbers(builder.build(), 3));
    }
}

TEST_CASE("the terms add up after global average pooling, and if the pooling or a 1x1 convolution gives the scores") {
    for (const bool has_dense : {false, true}) {
        ModelBuilder pooled = image();
        pooled.add("gap", samples::layer<GlobalAveragePooling2D>());
        if (has_dense)
            pooled.add("dense", samples::layer<Dense>(Dense::Parameters{.units = 3, .activation = samples::kSoftmax}));
        check_sums(samples::with_numbers(pooled.build(), 3));
    }
    ModelBuilder convolved;
    convolved.input("in", {1, 1, 6});
    convolved.add("conv", samples::conv({.filters = 4}));
    convolved.add("flatten", samples::layer<Flatten>());
    convolved.add("softmax", samples::layer<ActivationLayer>(samples::kSoftmax));
    const Model model = samples::with_numbers(convolved.build(), 3);
    check_sums(model);
    const Plan plan = run(model);
    const auto comparison = compare_scores(model, 0, 1, plan.example(0));
    REQUIRE(comparison.has_value());
    CHECK(comparison->terms.size() == 6);
    CHECK(comparison->terms.front().node == 0);
}

TEST_CASE("scores that are functions of a sum have no terms") {
    ModelBuilder builder = image();
    builder.add("flatten", samples::layer<Flatten>());
    builder.add("dense", samples::layer<Dense>(Dense::Parameters{.units = 4, .activation = samples::kRelu}));
    builder.add("softmax", samples::layer<ActivationLayer>(samples::kSoftmax));
    const Model model = samples::with_numbers(builder.build(), 3);
    CHECK_FALSE(compare_scores(model, 0, 1, run(model).example(0)).has_value());
}

TEST_CASE("the course model's scores differ by 128 terms of its hidden layer") {
    const Model model = course_model(1);
    const Plan plan = run(model);
    const auto comparison = compare_scores(model, 9, 7, plan.example(0));
    REQUIRE(comparison.has_value());
    CHECK(comparison->terms.size() == 128);
    CHECK(comparison->terms.front().node == 6);
    check_sums(model);
}

}  // namespace convscope::nn
