// The table of classes, against the plan's softmax.
#include "core/nn/inspect/class_table.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/nn/plan/plan.h"
#include "tests/support/sample_models.h"

namespace convscope::nn {

namespace {

Trace trace_of(const Model& model, float value) {
    Plan plan(model, 1);
    plan.set_input(0, std::vector<float>(static_cast<std::size_t>(model.node(0).shape.count()), value));
    plan.run();
    Trace trace;
    snapshot(plan, trace);
    return trace;
}

/// A model whose scores equal its input, with or without softmax.
Model identity(bool softmax) {
    ModelBuilder builder(ModelInfo{.labels = {"ant", "Bee", "cat"}});
    builder.input("in", {3});
    builder.add("dense", samples::layer<Dense>(
                             Dense::Parameters{.units = 3, .activation = softmax ? samples::kSoftmax : Activation{}}));
    return builder.build()
        .with_weight(1, 0, std::make_shared<const Tensor>(Tensor{{3, 3}, {1, 0, 0, 0, 1, 0, 0, 0, 1}}))
        .with_weight(1, 1, std::make_shared<const Tensor>(Tensor{{3}, {0, 2, 1}}));
}

}  // namespace

TEST_CASE("scores, exponentials and shares follow the definition of softmax, and the shares add up to 1") {
    const Model model = identity(true);
    const Trace trace = trace_of(model, 1);
    const ClassTable table = class_table(model, trace, trace);
    CHECK(table.has_softmax);
    CHECK(table.unit == AnswerUnit::probability);
    CHECK(table.largest_score == 3);
    REQUIRE(table.rows.size() == 3);
    CHECK(table.rows[0].score == 1);
    CHECK(table.rows[0].exponential == doctest::Approx(std::exp(-2.0)));
    CHECK(table.rows[1].exponential == 1);
    CHECK(table.sum == doctest::Approx(1 + std::exp(-1.0) + std::exp(-2.0)));
    double shares = 0;
    for (const ClassRow& row : table.rows) {
        CHECK(row.share == doctest::Approx(row.value).epsilon(1e-6));
        shares += row.share;
    }
    CHECK(shares == doctest::Approx(1));
    CHECK(table.ranking == std::vector<std::size_t>{1, 2, 0});
    CHECK(table.best().label == "Bee");
}

TEST_CASE("a model without softmax has scores only, and the table also has the answer before an edit") {
    const Model model = identity(false);
    const Trace now = trace_of(model, 1);
    Trace trained = trace_of(model, 1);
    trained.layers[1]->values = {5, 2, 1};
    const ClassTable table = class_table(model, now, trained);
    CHECK_FALSE(table.has_softmax);
    CHECK(table.unit == AnswerUnit::score);
    CHECK(table.sum == 0);
    CHECK(table.has_changed());
    CHECK(table.trained_best().label == "ant");
    CHECK(table.trained_best().trained == 5);
    CHECK_FALSE(class_table(model, now, now).has_changed());
}

TEST_CASE("classes are found by a part of their name in any case, or by their number") {
    const Model model = identity(true);
    const Trace trace = trace_of(model, 1);
    const ClassTable table = class_table(model, trace, trace);
    CHECK(matching_rows(table, "") == std::vector<std::size_t>{1, 2, 0});
    CHECK(matching_rows(table, "A") == std::vector<std::size_t>{2, 0});
    CHECK(matching_rows(table, "bee") == std::vector<std::size_t>{1});
    CHECK(matching_rows(table, "2") == std::vector<std::size_t>{2});
    CHECK(matching_rows(table, "dog").empty());
}

}  // namespace convscope::nn
