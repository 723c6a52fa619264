// Questions about a snapshot: its answers on chosen pictures and its channels that are never active.
#include "app/jobs/training/snapshot_study.h"

#include <doctest/doctest.h>

#include "core/nn/plan/plan.h"
#include "core/nn/train/build/build_network.h"
#include "core/nn/train/drawn/drawn_set.h"
#include "tests/app/jobs/bell.h"

namespace convscope {

namespace {

SnapshotKey example_key() {
    nn::Model model =
        nn::build_network({.convolutions = 1, .filters = 4, .dense = {8}}, {.classes = 4}, nn::WeightStart::glorot, 3);
    return {.model = std::make_shared<const nn::Model>(std::move(model)),
            .data = std::make_shared<const nn::Dataset>(nn::drawn_dataset(nn::DrawnSet::lines, 60, 1)),
            .examples = nullptr};
}

}  // namespace

TEST_CASE("answers are those of evaluate() on the chosen pictures, the hardest first") {
    Bell bell;
    SnapshotAnswersJob job(bell.ringer());
    SnapshotKey key = example_key();
    key.examples = std::make_shared<const std::vector<std::int64_t>>(std::vector<std::int64_t>{5, 50, 7, 20});
    job.request(key);
    bell.wait();
    job.update();
    REQUIRE(job.find(key));
    const SnapshotAnswers& answers = *job.find(key)->result;
    const nn::Evaluation expected = nn::evaluate(*key.model, *key.data, *key.examples);
    CHECK(answers.examples == *key.examples);
    CHECK(answers.evaluation.confusion == expected.confusion);
    CHECK(answers.evaluation.sum.loss == expected.sum.loss);
    REQUIRE(answers.hardest.size() == 4);
    for (std::size_t i = 1; i < 4; ++i)
        CHECK(expected.answers[answers.hardest[i - 1]].true_probability <=
              expected.answers[answers.hardest[i]].true_probability);
    CHECK_FALSE(job.wants(key));
}

TEST_CASE("a filter with a large negative bias is dead on all pictures, others are not") {
    Bell bell;
    SnapshotHealthJob job(bell.ringer());
    SnapshotKey key = example_key();
    nn::Tensor bias = *key.model->node(1).weights[1];
    bias.values[2] = -1e6F;
    key.model = std::make_shared<const nn::Model>(
        key.model->with_weight(1, 1, std::make_shared<const nn::Tensor>(std::move(bias))));
    job.request(key);
    bell.wait();
    job.update();
    REQUIRE(job.find(key));
    REQUIRE(job.find(key)->result);
    const std::vector<DeadChannels>& health = *job.find(key)->result;
    // The convolution, its pooling, Flatten and the dense layer with ReLU.
    REQUIRE(health.size() >= 3);
    CHECK(health[0].node == 1);
    CHECK(health[0].channels == 4);
    CHECK(health[0].dead == std::vector<std::int64_t>{2});
    CHECK(health[1].dead == std::vector<std::int64_t>{2});
}

TEST_CASE("the maps of a picture are the activations of all layers") {
    Bell bell;
    SnapshotMapsJob job(bell.ringer());
    SnapshotKey key = example_key();
    key.examples = std::make_shared<const std::vector<std::int64_t>>(1, 9);
    job.request(key);
    bell.wait();
    job.update();
    REQUIRE(job.find(key));
    REQUIRE(job.find(key)->result);
    const SnapshotMaps& maps = *job.find(key)->result;
    CHECK(maps.model == key.model);
    REQUIRE(maps.trace.layers.size() == static_cast<std::size_t>(key.model->size()));
    nn::Plan plan(*key.model, 1);
    std::vector<float> input;
    for (const std::uint8_t byte : key.data->image(9)) input.push_back(static_cast<float>(byte) / 255);
    plan.set_input(0, input);
    plan.run();
    for (int node = 1; node < key.model->size(); ++node) {
        const auto expected = plan.activation(node);
        const std::vector<float>& values = maps.trace.layer(node).values;
        REQUIRE(values.size() == expected.size());
        for (std::size_t i = 0; i < values.size(); ++i) CHECK(values[i] == doctest::Approx(expected[i]));
    }
}

}  // namespace convscope
