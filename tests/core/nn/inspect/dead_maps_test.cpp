// can_be_dead(): only maps after an activation can be dead.
#include "core/nn/inspect/dead_maps.h"

#include <doctest/doctest.h>

#include "core/nn/train/architectures.h"
#include "tests/support/sample_models.h"

namespace convscope::nn {

TEST_CASE("maps are dead after a ReLU and the pooling that follows it, not before") {
    ModelBuilder builder;
    builder.input("in", {8, 8, 1});
    const auto add = [&](const char* name, SharedLayer layer) { return builder.add(name, std::move(layer)); };
    const int linear = add("conv", samples::conv({.filters = 2, .window = {.rows = 3, .cols = 3}}));
    const int normalized = add("bn", samples::layer<BatchNormalization>(BatchNormalization::Parameters{}));
    const int pooled_before = add("pool_before", samples::layer<MaxPooling2D>(Window{.rows = 2, .cols = 2}));
    const int relu = add("relu", samples::layer<ActivationLayer>(samples::kRelu));
    const int pooled = add("pool", samples::layer<MaxPooling2D>(Window{.rows = 2, .cols = 2}));
    const int flattened = add("flatten", samples::layer<Flatten>());
    const int hidden = add(
        "dense", samples::layer<Dense>(Dense::Parameters{.units = 4, .activation = Activation{ActivationKind::tanh}}));
    const Model model = builder.build();
    CHECK_FALSE(can_be_dead(model, 0));
    for (const int node : {linear, normalized, pooled_before, hidden}) CHECK_FALSE(can_be_dead(model, node));
    for (const int node : {relu, pooled, flattened}) CHECK(can_be_dead(model, node));
}

TEST_CASE("in the course model all maps can be dead") {
    const Model model = course_model(1);
    for (int node = 1; node <= 6; ++node) CHECK(can_be_dead(model, node));
    CHECK_FALSE(can_be_dead(model, 7));
}

}  // namespace convscope::nn
