// Options of training beyond the course's: a changing rate, fewer pictures, shuffled labels, frozen layers, an early
// stop at an accuracy.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "core/nn/train/build/build_network.h"
#include "core/nn/train/drawn/drawn_set.h"
#include "core/nn/train/trainer.h"

namespace convscope::nn {

namespace {

std::shared_ptr<const Dataset> lines(std::int64_t count) {
    return std::make_shared<const Dataset>(drawn_dataset(DrawnSet::lines, count, 1));
}

Model small_network() {
    return build_network({.convolutions = 1, .filters = 4, .dense = {8}}, {.classes = 4}, WeightStart::glorot, 3);
}

/// The examples that one epoch trains with.
std::set<std::int64_t> examples_of_epoch(Trainer& trainer) {
    std::set<std::int64_t> examples;
    StepRecord record;
    while (trainer.progress().epochs.empty() && trainer.step({}, record))
        examples.insert(record.examples.begin(), record.examples.end());
    return examples;
}

}  // namespace

TEST_CASE("the learning rate can be changed between steps, and the decay goes on from it") {
    const auto data = lines(64);
    Trainer trainer(small_network(), data,
                    {.optimizer = OptimizerKind::sgd, .rate = 0.01, .decay = 0.5, .momentum = 0, .epochs = 3});
    StepRecord record;
    REQUIRE(trainer.step({.sizes = true}, record));
    CHECK(record.sizes[0].update == doctest::Approx(0.01 * record.sizes[0].gradient).epsilon(1e-3));
    trainer.set_rate(0.2);
    REQUIRE(trainer.step({.sizes = true}, record));
    CHECK(record.rate == 0.2);
    CHECK(record.sizes[0].update == doctest::Approx(0.2 * record.sizes[0].gradient).epsilon(1e-3));
    CHECK(trainer.progress().epochs.at(0).rate == 0.2);
    CHECK(trainer.rate() == doctest::Approx(0.1));
    CHECK_THROWS_AS(trainer.set_rate(0), std::invalid_argument);
    CHECK_THROWS_AS(trainer.set_rate(11), std::invalid_argument);
    CHECK(trainer.rate() == doctest::Approx(0.1));
}

TEST_CASE("a limit of training pictures also limits validation, so that its share is the wanted one") {
    const auto data = lines(100);
    Trainer limited(small_network(), data, {.epochs = 1, .validation_split = 0.2, .images = 20});
    CHECK(examples_of_epoch(limited).size() == 20);
    CHECK(limited.validation_indices().size() == 5);
    Trainer generous(small_network(), data, {.epochs = 1, .validation_split = 0.3, .images = 5000});
    const std::set<std::int64_t> all = examples_of_epoch(generous);
    CHECK(all.size() == 70);
    CHECK(generous.validation_indices().size() == 30);
    for (const std::int64_t example : generous.validation_indices()) CHECK_FALSE(all.contains(example));
    CHECK_THROWS_AS(Trainer(small_network(), data, {.images = -1}), std::invalid_argument);
}

TEST_CASE("the split of a data set") {
    const auto split = [](std::int64_t size, double share, std::int64_t images) {
        const SplitCounts counts = split_of(size, {.validation_split = share, .images = images});
        return std::pair(counts.training, counts.validation);
    };
    CHECK(split(60'000, .2, 2000) == std::pair<std::int64_t, std::int64_t>(2000, 500));
    CHECK(split(60'000, .2, 0) == std::pair<std::int64_t, std::int64_t>(48'000, 12'000));
    CHECK(split(1000, .2, 2000) == std::pair<std::int64_t, std::int64_t>(800, 200));
    CHECK(split(1000, .1, 900) == std::pair<std::int64_t, std::int64_t>(900, 100));
    CHECK(split(1000, 0, 10) == std::pair<std::int64_t, std::int64_t>(10, 0));
    CHECK(split(1000, .2, 1) == std::pair<std::int64_t, std::int64_t>(1, 0));
    CHECK(split(1, .5, 1) == std::pair<std::int64_t, std::int64_t>(1, 0));
}

TEST_CASE("shuffled labels are a permutation of the training labels; validation keeps its own") {
    const auto data = lines(200);
    Trainer trainer(small_network(), data, {.epochs = 1, .validation_split = 0.25, .shuffled_labels = true});
    std::set<std::int64_t> validation(trainer.validation_indices().begin(), trainer.validation_indices().end());
    std::vector<int> counts(4), shuffled(4);
    int changed = 0;
    for (std::int64_t i = 0; i < data->size(); ++i) {
        const std::uint16_t truth = data->labels[static_cast<std::size_t>(i)];
        if (validation.contains(i)) {
            CHECK(trainer.label(i) == truth);
            continue;
        }
        ++counts[truth];
        ++shuffled[trainer.label(i)];
        changed += trainer.label(i) != truth ? 1 : 0;
    }
    CHECK(counts == shuffled);
    CHECK(changed > 80);  // of 150, three quarters of which change by chance
    Trainer again(small_network(), data, {.epochs = 1, .validation_split = 0.25, .shuffled_labels = true});
    for (std::int64_t i = 0; i < data->size(); ++i) CHECK(again.label(i) == trainer.label(i));
}

TEST_CASE("a frozen layer keeps its weights, and a network without a trained layer is refused") {
    const auto data = lines(64);
    const Model model = small_network().with_trainable(1, false);
    Trainer trainer(model, data, {.epochs = 1});
    while (trainer.step()) {
    }
    const Model after = trainer.snapshot();
    CHECK(after.node(1).weights[0] == model.node(1).weights[0]);
    CHECK(*after.node(4).weights[0] != *model.node(4).weights[0]);
    const Model frozen = model.with_trainable(4, false).with_trainable(5, false);
    CHECK_THROWS_WITH_AS(Trainer(frozen, data, {}), "all layers with weights are frozen, so there is nothing to train",
                         std::invalid_argument);
}

TEST_CASE("training stops after an epoch with the wanted accuracy") {
    const auto data = lines(400);
    Trainer trainer(small_network(), data, {.rate = 3e-3, .epochs = 60, .stop_accuracy = 0.9});
    while (trainer.step()) {
    }
    const auto epochs = trainer.progress().epochs;
    CHECK(epochs.size() < 60);
    CHECK(epochs.back().accuracy >= 0.9);
    for (std::size_t i = 0; i + 1 < epochs.size(); ++i) CHECK(epochs[i].accuracy < 0.9);
}

}  // namespace convscope::nn
