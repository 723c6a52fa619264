// Steps as data: watching changes no weight, and every recorded number equals an independent computation.
#include "core/nn/train/watch/step_record.h"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "core/nn/train/batches.h"
#include "core/nn/train/build/build_network.h"
#include "core/nn/train/drawn/drawn_set.h"
#include "core/nn/train/evaluate.h"
#include "core/nn/train/trainer.h"
#include "core/nn/train/watch/weight_lens.h"

namespace convscope::nn {

namespace {

std::shared_ptr<const Dataset> lines(std::int64_t count) {
    return std::make_shared<const Dataset>(drawn_dataset(DrawnSet::lines, count, 1));
}

Model small_network(double dropout = 0) {
    return build_network(
        {.convolutions = 2, .filters = 3, .dense = {5}, .dropout = dropout, .batch_normalization = dropout > 0},
        {.classes = 4}, WeightStart::glorot, 3);
}

bool same_weights(const Model& a, const Model& b) {
    for (int i = 0; i < a.size(); ++i)
        for (std::size_t w = 0; w < a.node(i).weights.size(); ++w)
            if (*a.node(i).weights[w] != *b.node(i).weights[w]) return false;
    return true;
}

/// The mean loss of these examples.
double loss_of(const Model& model, const Dataset& data, const std::vector<std::int64_t>& examples) {
    return evaluate(model, data, examples).sum.mean_loss();
}

Model with_changed_weight(const Model& model, const ChosenWeight& chosen, float change) {
    Tensor tensor = *model.node(chosen.node).weights[chosen.weight];
    tensor.values[static_cast<std::size_t>(chosen.index)] += change;
    return model.with_weight(chosen.node, chosen.weight, std::make_shared<const Tensor>(std::move(tensor)));
}

}  // namespace

TEST_CASE("weights are the same whether training is watched or not") {
    const auto data = lines(80);
    const TrainingOptions options{.epochs = 2, .batch = 16, .validation_split = 0.2};
    const Model start = small_network(0.3);
    Trainer plain(start, data, options), watched(start, data, options);
    StepRecord record;
    std::int64_t steps = 0;
    while (plain.step()) {
        REQUIRE(watched.step({.sizes = true, .detail = true}, record));
        ++steps;
        CHECK(record.step == steps);
        CHECK(record.detail != nullptr);
        CHECK(same_weights(plain.snapshot(), watched.snapshot()));
    }
    CHECK_FALSE(watched.step({}, record));
    CHECK(steps == plain.steps_taken());
    CHECK(steps == 2 * plain.steps_per_epoch());
}

TEST_CASE("a record has the examples of the batch, their losses and their probabilities") {
    const auto data = lines(40);
    const Model start = small_network();
    Trainer trainer(start, data, {.epochs = 1, .batch = 16});
    std::set<std::int64_t> seen;
    StepRecord record;
    Model before = start;
    while (trainer.step({}, record)) {
        CHECK(record.epoch == 1);
        CHECK(record.rate == doctest::Approx(1e-3));
        CHECK(record.sizes.empty());
        CHECK(record.detail == nullptr);
        CHECK(record.loss == doctest::Approx(loss_of(before, *data, record.examples)).epsilon(1e-4));
        const Evaluation answers = evaluate(before, *data, record.examples);
        for (std::size_t n = 0; n < record.examples.size(); ++n) {
            seen.insert(record.examples[n]);
            CHECK(record.labels[n] == data->labels[static_cast<std::size_t>(record.examples[n])]);
            const float truth = record.probabilities[n * 4 + record.labels[n]];
            CHECK(truth == doctest::Approx(answers.answers[n].true_probability).epsilon(1e-4));
            CHECK(record.losses[n] == doctest::Approx(-std::log(truth)).epsilon(1e-4));
        }
        before = trainer.snapshot();
    }
    CHECK(seen.size() == 40);
}

TEST_CASE("recorded gradients equal finite differences of the batch's loss") {
    const auto data = lines(24);
    // A smooth network: finite differences across the corners of ReLU and maxima would differ from the gradient.
    const Model start = build_network({.convolutions = 2,
                                       .filters = 3,
                                       .pooling = PoolingChoice::average,
                                       .dense = {5},
                                       .activation = ActivationKind::tanh},
                                      {.classes = 4}, WeightStart::glorot, 3);
    Trainer trainer(start, data, {.epochs = 1, .batch = 24});
    StepRecord record;
    REQUIRE(trainer.step({.detail = true}, record));
    REQUIRE(record.detail);
    for (const WeightStep& weight : record.detail->weights) {
        for (const std::int64_t index :
             {std::int64_t{0}, std::ssize(weight.gradient) / 2, std::ssize(weight.gradient) - 1}) {
            const ChosenWeight chosen{weight.node, weight.weight, index};
            constexpr float kStep = 0.01F;
            const double difference = (loss_of(with_changed_weight(start, chosen, kStep), *data, record.examples) -
                                       loss_of(with_changed_weight(start, chosen, -kStep), *data, record.examples)) /
                                      (2 * kStep);
            CHECK(weight.gradient[static_cast<std::size_t>(index)] ==
                  doctest::Approx(difference).epsilon(0.01).scale(0.1));
        }
    }
}

TEST_CASE("the terms of a weight's gradient add up to the trainer's gradient") {
    const auto data = lines(20);
    for (const bool same : {false, true}) {
        const Model start = build_network({.convolutions = 2, .filters = 3, .dense = {5}, .same_padding = same},
                                          {.classes = 4}, WeightStart::glorot, 5);
        Trainer trainer(start, data, {.epochs = 1, .batch = 8});
        StepRecord record;
        REQUIRE(trainer.step({.detail = true}, record));
        for (const WeightStep& weight : record.detail->weights)
            for (std::int64_t index = 0; index < std::ssize(weight.gradient); index += 7) {
                const auto terms = gradient_terms(*record.detail, {weight.node, weight.weight, index});
                REQUIRE(terms);
                CHECK(terms->examples == 8);
                CHECK(terms->inputs.size() == terms->gradients.size());
                CHECK(terms->sum ==
                      doctest::Approx(weight.gradient[static_cast<std::size_t>(index)]).epsilon(1e-3).scale(0.01));
            }
        // A convolution's weight has a term for each position of the output: 28 - 3 + 1, or 28 with padding.
        const auto terms = gradient_terms(*record.detail, {1, 0, 4});
        CHECK(terms->rows == (same ? 28 : 26));
        CHECK_FALSE(gradient_terms(*record.detail, {1, 0, 10'000}));
        CHECK_FALSE(gradient_terms(*record.detail, {2, 0, 0}));
    }
}

TEST_CASE("the update of a weight is Adam's formula, or SGD's, on its recorded numbers") {
    const auto data = lines(40);
    for (const OptimizerKind kind : {OptimizerKind::adam, OptimizerKind::sgd}) {
        Trainer trainer(small_network(), data, {.optimizer = kind, .rate = 0.01, .epochs = 2, .batch = 8});
        StepRecord record;
        for (int step = 1; step <= 3; ++step) REQUIRE(trainer.step({.detail = true}, record));
        for (const ChosenWeight& chosen : {ChosenWeight{1, 0, 4}, ChosenWeight{6, 0, 20}, ChosenWeight{7, 1, 2}}) {
            const auto u = weight_update(*record.detail, chosen);
            REQUIRE(u);
            CHECK(u->change == doctest::Approx(u->after - u->before).epsilon(1e-9));
            if (kind == OptimizerKind::sgd) {
                CHECK(u->first == doctest::Approx(0.9 * u->first_before - 0.01 * u->gradient).epsilon(1e-5));
                CHECK(u->change == doctest::Approx(u->first).epsilon(1e-3));
                continue;
            }
            CHECK(u->first == doctest::Approx(0.9 * u->first_before + 0.1 * u->gradient).epsilon(1e-5));
            CHECK(u->second ==
                  doctest::Approx(0.999 * u->second_before + 0.001 * u->gradient * u->gradient).epsilon(1e-4));
            const double rate = 0.01 * std::sqrt(1 - std::pow(0.999, 3)) / (1 - std::pow(0.9, 3));
            CHECK(u->rate == doctest::Approx(rate).epsilon(1e-5));
            CHECK(u->denominator == doctest::Approx(std::sqrt(u->second) + 1e-7));
            CHECK(u->change == doctest::Approx(-u->rate * u->first / u->denominator).epsilon(1e-3));
        }
        CHECK(record.detail->optimizer.number == 3);
    }
}

TEST_CASE("sizes are the lengths of gradient, update and weights of each layer") {
    const auto data = lines(40);
    Trainer trainer(small_network(), data, {.epochs = 1, .batch = 16});
    StepRecord record;
    REQUIRE(trainer.step({.sizes = true, .detail = true}, record));
    CHECK(record.sizes.size() == 4);
    for (const LayerSizes& sizes : record.sizes) {
        double gradient = 0, update = 0, weights = 0;
        for (const WeightStep& weight : record.detail->weights) {
            if (weight.node != sizes.node) continue;
            for (std::size_t i = 0; i < weight.gradient.size(); ++i) {
                gradient += std::pow(weight.gradient[i], 2);
                update += std::pow(double{weight.after[i]} - weight.before[i], 2);
                weights += std::pow(weight.before[i], 2);
            }
        }
        CHECK(sizes.gradient == doctest::Approx(std::sqrt(gradient)));
        CHECK(sizes.update == doctest::Approx(std::sqrt(update)));
        CHECK(sizes.weights == doctest::Approx(std::sqrt(weights)));
        CHECK(sizes.log_ratio() == doctest::Approx(std::log10(std::sqrt(update / weights))));
    }
}

}  // namespace convscope::nn
