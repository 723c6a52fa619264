#include "app/jobs/training/training_setup.h"

#include <doctest/doctest.h>

#include <memory>
#include <stdexcept>

#include "core/nn/train/architectures.h"

namespace convscope {

namespace {

std::shared_ptr<const nn::Model> course() {
    return std::make_shared<const nn::Model>(nn::course_model(5));
}

}  // namespace

TEST_CASE("the model before training is the network of the settings with the start's weights") {
    const StartKey key{.task = {.classes = 4}, .settings = nn::NetworkSettings{.filters = 8}, .seed = 3};
    const StartModel start = make_start(key);
    const nn::Model expected = nn::build_network(*key.settings, key.task, nn::WeightStart::glorot, 3);
    CHECK(start.taken == 0);
    REQUIRE(start.model->size() == expected.size());
    for (int node = 0; node < expected.size(); ++node)
        for (std::size_t i = 0; i < expected.node(node).weights.size(); ++i)
            CHECK(start.model->node(node).weights[i]->values == expected.node(node).weights[i]->values);
}

TEST_CASE("the first layers with weights are frozen, and only they") {
    const StartModel start = make_start({.settings = nn::NetworkSettings{}, .frozen = 2});
    int frozen = 0;
    for (const nn::Node& node : start.model->nodes())
        if (!node.weights.empty() && !node.trainable) ++frozen;
    CHECK(frozen == 2);
    CHECK_FALSE(start.model->node(1).trainable);
}

TEST_CASE("a given model keeps its weights and gets a new last layer for other classes") {
    const auto given = course();
    const StartModel same = make_start({.task = {.classes = 10}, .given = given});
    CHECK(same.model->node(1).weights.front() == given->node(1).weights.front());
    const StartModel other = make_start({.task = {.classes = 3}, .given = given});
    CHECK(other.model->node(1).weights.front()->values == given->node(1).weights.front()->values);
    CHECK(other.model->node(other.model->size() - 1).shape.channels() == 3);
}

TEST_CASE("weights of a given model are taken where the layers are equal") {
    const auto given = course();
    const StartModel start = make_start({.task = {.classes = 10}, .settings = nn::NetworkSettings{}, .given = given});
    CHECK(start.taken == 4);
    CHECK(start.model->node(1).weights.front()->values == given->node(1).weights.front()->values);
}

TEST_CASE("without a model, and for pictures of another size, the error says what to do") {
    CHECK_THROWS_WITH_AS(make_start({}), "No model is open in Layers. Open one there, or build a network.",
                         std::invalid_argument);
    CHECK_THROWS_AS(make_start({.task = {.input = {32, 32, 3}}, .given = course()}), std::invalid_argument);
}

}  // namespace convscope
