#include "core/nn/inspect/classes.h"

#include <doctest/doctest.h>

#include <limits>

#include "core/base/text/translation.h"
#include "tests/support/sample_models.h"

namespace convscope::nn {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// The indexes of the ranked classes for these values.
std::vector<std::size_t> order(const std::vector<float>& output) {
    std::vector<std::size_t> indices;
    for (const RankedClass& ranked : ranked_classes(samples::small_course(), output)) indices.push_back(ranked.index);
    return indices;
}

/// A network of one Dense layer.
Model dense_model(std::int64_t inputs, std::int64_t units, ActivationKind last) {
    ModelBuilder builder;
    builder.input("in", {inputs});
    Dense::Parameters parameters{.units = units};
    parameters.activation.kind = last;
    builder.add("dense", samples::layer<Dense>(parameters));
    return builder.build();
}

}  // namespace

TEST_CASE("a model gives classes if its first output is a vector, not if it is an image") {
    CHECK(gives_classes(samples::small_course()));
    CHECK(gives_classes(samples::every_kind()));
    ModelBuilder builder;
    builder.input("in", {8, 8, 1});
    const int image = builder.add("conv", samples::conv({.filters = 2}));
    const int vector = builder.add("flatten", samples::layer<Flatten>());
    CHECK_FALSE(gives_classes(builder.build({image, vector})));
}

TEST_CASE("the kind of an answer follows from the shapes of output and input, and from softmax") {
    CHECK(answer_kind(dense_model(784, 10, ActivationKind::linear)) == AnswerKind::classes);
    CHECK(answer_kind(dense_model(13, 1, ActivationKind::linear)) == AnswerKind::value);
    CHECK(answer_kind(dense_model(13, 1, ActivationKind::sigmoid)) == AnswerKind::value);
    CHECK(answer_kind(dense_model(784, 784, ActivationKind::sigmoid)) == AnswerKind::picture);
    CHECK(answer_kind(dense_model(2, 784, ActivationKind::linear)) == AnswerKind::picture);
    CHECK(answer_shape(dense_model(2, 784, ActivationKind::linear)) == Shape{28, 28, 1});
    CHECK(answer_kind(dense_model(64, 100, ActivationKind::softmax)) == AnswerKind::classes);
    CHECK(class_label(dense_model(13, 1, ActivationKind::linear), 0) == "value");
    CHECK(class_label(dense_model(13, 1, ActivationKind::sigmoid), 0) == "probability");
    CHECK(gives_ranking(dense_model(13, 1, ActivationKind::linear)));
    CHECK_FALSE(gives_scores(dense_model(13, 1, ActivationKind::linear)));
    CHECK_FALSE(gives_ranking(dense_model(784, 784, ActivationKind::sigmoid)));

    const auto conv = [](std::int64_t filters, ActivationKind last, std::int64_t stride) {
        ModelBuilder builder;
        builder.input("in", {8, 8, 1});
        builder.add("conv", samples::conv({.filters = filters,
                                           .window = {.row_stride = stride, .col_stride = stride},
                                           .activation = {.kind = last}}));
        return builder.build();
    };
    CHECK(answer_kind(conv(1, ActivationKind::sigmoid, 1)) == AnswerKind::picture);
    CHECK(answer_kind(conv(3, ActivationKind::linear, 1)) == AnswerKind::picture);
    CHECK(answer_kind(conv(3, ActivationKind::softmax, 1)) == AnswerKind::regions);
    CHECK(answer_kind(conv(5, ActivationKind::linear, 1)) == AnswerKind::regions);
    CHECK(answer_kind(conv(5, ActivationKind::linear, 2)) == AnswerKind::values);
}

TEST_CASE("each pixel of a segmentation belongs to the channel with the largest value") {
    CHECK(largest_channels({1, 3, 2}, std::vector<float>{1, 2, 5, 4, -1, 0}) == std::vector<float>{1, 0, 1});
}

TEST_CASE("an answer is a probability if softmax or sigmoid gives it, and otherwise a score") {
    const auto model = [](ActivationKind last, bool dropout_after) {
        ModelBuilder builder;
        builder.input("in", {4, 4, 1});
        builder.add("flatten", samples::layer<Flatten>());
        Dense::Parameters dense{.units = 3};
        dense.activation.kind = last;
        int node = builder.add("dense", samples::layer<Dense>(dense));
        if (dropout_after) node = builder.add("dropout", samples::layer<Dropout>(0.5F));
        return builder.build({node});
    };
    for (const bool dropout_after : {false, true}) {
        CHECK(answer_unit(model(ActivationKind::softmax, dropout_after)) == AnswerUnit::probability);
        CHECK(answer_unit(model(ActivationKind::sigmoid, dropout_after)) == AnswerUnit::probability);
        CHECK(answer_unit(model(ActivationKind::hard_sigmoid, dropout_after)) == AnswerUnit::probability);
        CHECK(answer_unit(model(ActivationKind::linear, dropout_after)) == AnswerUnit::score);
        CHECK(answer_unit(model(ActivationKind::log_softmax, dropout_after)) == AnswerUnit::score);
        CHECK(answer_unit(model(ActivationKind::relu, dropout_after)) == AnswerUnit::score);
    }
}

TEST_CASE("the answer is a probability if softmax is followed by Flatten, and a score if it is followed by Dense") {
    for (const bool dense_after : {false, true}) {
        ModelBuilder builder;
        builder.input("in", {1, 1, 3});
        builder.add("softmax", samples::layer<ActivationLayer>(Activation{.kind = ActivationKind::softmax}));
        builder.add("flatten", samples::layer<Flatten>());
        if (dense_after) builder.add("dense", samples::layer<Dense>(Dense::Parameters{.units = 2}));
        CHECK(answer_unit(builder.build()) == (dense_after ? AnswerUnit::score : AnswerUnit::probability));
    }
}

TEST_CASE("probabilities are written in per cent, scores as numbers with at least two decimals") {
    CHECK(answer_text(0.9876, AnswerUnit::probability) == "98.8 %");
    CHECK(answer_text(0, AnswerUnit::probability) == "0.0 %");
    CHECK(answer_text(6.0234, AnswerUnit::score) == "6.02");
    CHECK(answer_text(-24.5, AnswerUnit::score) == "-24.50");
    CHECK(answer_text(0, AnswerUnit::score) == "0.00");
    CHECK(answer_text(0.00123, AnswerUnit::score) == "1.23e-03");
    CHECK(answer_text(-12345678, AnswerUnit::score) == "-1.23e+07");
    CHECK(answer_text(static_cast<double>(kInfinity), AnswerUnit::score) == "inf");
}

TEST_CASE("class_label() is the class's label, or its number if it has no label") {
    const Model model = samples::small_course();
    CHECK(class_label(model, 0) == "shirt");
    CHECK(class_label(model, 2) == "bag");
    CHECK(class_label(model, 3) == "3");
    CHECK(class_label(samples::every_kind(), 0) == "0");
}

TEST_CASE("the label of an output of one number follows the language; in data it is English") {
    open_catalogues(CONVSCOPE_TEST_CATALOGUES);
    set_language("xx");
    CHECK(class_label(dense_model(13, 1, ActivationKind::linear), 0) == "valeur");
    CHECK(data_label(dense_model(13, 1, ActivationKind::linear), 0) == "value");
    CHECK(data_label(dense_model(13, 1, ActivationKind::sigmoid), 0) == "probability");
    CHECK(data_label(samples::every_kind(), 0) == "0");
    set_language("en");
}

TEST_CASE("ranked classes have their index, label and value, the largest value first") {
    const std::vector<RankedClass> classes = ranked_classes(samples::small_course(), std::vector{0.25F, 0.125F, 0.5F});
    REQUIRE(classes.size() == 3);
    CHECK(classes[0].index == 2);
    CHECK(classes[0].label == "bag");
    CHECK(classes[0].value == 0.5F);
    CHECK(classes[1].index == 0);
    CHECK(classes[2].label == "Größe \"1\"");
    CHECK(classes[2].value == 0.125F);
}

TEST_CASE("not_finite_note() gives the number of classes without a finite value") {
    CHECK(not_finite_note(std::vector{0.5F, 0.5F}).empty());
    CHECK(not_finite_note(std::vector{kNan, 0.5F, kInfinity}) ==
          "The model gives NaN or infinity for 2 of 3 classes, so it names no class.");
    CHECK(not_finite_note(std::vector{kNan}) ==
          "The model gives NaN or infinity for 1 of 1 class, so it names no class.");
}

TEST_CASE("equal values stay in the order of the classes; NaN comes last") {
    using Order = std::vector<std::size_t>;
    CHECK(order({1, 1, 1, 1}) == Order{0, 1, 2, 3});
    CHECK(order({-1, 2, -1, 2}) == Order{1, 3, 0, 2});
    CHECK(order({kNan, -kInfinity, 3, kNan, kInfinity, -1}) == Order{4, 2, 5, 1, 0, 3});
    CHECK(order({1, kNan, 2}) == Order{2, 0, 1});
    CHECK(order({kNan, kNan}) == Order{0, 1});
    CHECK(order({}).empty());
}

}  // namespace convscope::nn
