#include "core/nn/train/build/model_settings.h"

#include <doctest/doctest.h>

#include <memory>

#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/shape/flatten.h"
#include "core/nn/train/architectures.h"

using namespace convscope::nn;

TEST_CASE("the settings of the course's two networks are found from their layers") {
    CHECK(settings_of(course_model(1)) == NetworkSettings{});
    CHECK(settings_of(plain_model(1)) == plain_settings());
}

TEST_CASE("settings are found from every network that they build") {
    NetworkSettings settings{.convolutions = 3,
                             .filters = 8,
                             .kernel = 5,
                             .pooling = PoolingChoice::average,
                             .dense = {20, 12},
                             .activation = ActivationKind::tanh,
                             .same_padding = true};
    const NetworkTask task{.input = {{28, 28, 3}}, .classes = 4};
    CHECK(settings_of(build_network(settings, task, WeightStart::glorot, 1)) == settings);
    settings.dropout = .25;
    settings.batch_normalization = true;
    CHECK(settings_of(build_network(settings, task, WeightStart::glorot, 1)) == settings);
    settings.pooling = PoolingChoice::none;
    settings.dense = {};
    CHECK(settings_of(build_network(settings, task, WeightStart::glorot, 1)) == settings);
}

TEST_CASE("a network that the switches cannot describe has no settings") {
    ModelBuilder builder;
    builder.input("input", {28, 28, 1});
    builder.add("flatten", std::make_shared<Flatten>());
    builder.add("tanh", std::make_shared<Dense>(Dense::Parameters{.units = 9, .activation = {ActivationKind::tanh}}));
    builder.add("relu", std::make_shared<Dense>(Dense::Parameters{.units = 9, .activation = {ActivationKind::relu}}));
    builder.add("answer",
                std::make_shared<Dense>(Dense::Parameters{.units = 3, .activation = {ActivationKind::softmax}}));
    CHECK_FALSE(settings_of(builder.build()).has_value());
}
