// Requests for a NetworkEngine, and checks of its results.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "app/jobs/network/network_engine.h"
#include "core/nn/plan/plan.h"
#include "tests/app/jobs/bell.h"
#include "tests/support/sample_models.h"

namespace convscope {

/// Pseudo-random values for a model's input, different for every seed.
inline nn::SharedTensor input_for(const nn::Model& model, std::uint64_t seed = 1) {
    nn::Tensor tensor{model.node(model.inputs().front()).shape, {}};
    tensor.values.reserve(static_cast<std::size_t>(tensor.shape.count()));
    for (std::int64_t i = 0; i < tensor.shape.count(); ++i) {
        seed = seed * 6364136223846793005U + 1442695040888963407U;
        tensor.values.push_back(static_cast<float>(seed >> 40U) / static_cast<float>(1 << 24));
    }
    return std::make_shared<const nn::Tensor>(std::move(tensor));
}

/// The small course model with an input, without edits.
inline NetworkRequest small_network(std::uint64_t seed = 1) {
    static const auto model = std::make_shared<const nn::Model>(samples::small_course());
    const nn::SharedTensor input = input_for(*model, seed);
    return {.model = model, .input = input, .trained_input = input};
}

/// The request with one new value in a weight.
inline NetworkRequest edited(NetworkRequest request, nn::WeightRef which, std::int64_t index, float value) {
    request.edits = nn::with_value(*request.model, request.edits, which, index, value);
    return request;
}

/// The request with these channels of a node ablated.
inline NetworkRequest ablating(NetworkRequest request, int node, std::vector<std::int64_t> channels) {
    request.edits = nn::with_ablated(request.edits, node, std::move(channels));
    return request;
}

/// A model with more work than update() does at once: 64 filters of 3 x 3 over 64 channels of 46 x 46.
inline NetworkRequest large_network() {
    static const auto model = [] {
        nn::ModelBuilder builder;
        builder.input("in", {50, 50, 1});
        const nn::Window window{.rows = 3, .cols = 3};
        builder.add("first", samples::conv({.filters = 64, .window = window, .activation = samples::kRelu}));
        builder.add("second", samples::conv({.filters = 64, .window = window, .activation = samples::kRelu}));
        builder.add("mean", samples::layer<nn::GlobalAveragePooling2D>(false));
        builder.add("dense", samples::layer<nn::Dense>(nn::Dense::Parameters{3, true, samples::kSoftmax}));
        return std::make_shared<const nn::Model>(samples::with_numbers(builder.build(), 3));
    }();
    const nn::SharedTensor input = input_for(*model);
    return {.model = model, .input = input, .trained_input = input};
}

/// A new plan that has run with this input and these edits.
inline nn::Plan fresh_plan(const nn::Model& model, const nn::SharedTensor& input, const nn::Edits& edits = {}) {
    nn::Plan plan(nn::applied(model, edits), 1);
    plan.set_input(0, input->values);
    for (const auto& [node, channels] : edits.ablated) plan.set_ablated(node, channels);
    plan.run();
    return plan;
}

inline void check_same(const nn::Trace& trace, const nn::Plan& plan) {
    const nn::Model& model = plan.model();
    REQUIRE(std::ssize(trace.layers) == model.size());
    for (int node = 0; node < model.size(); ++node) {
        CAPTURE(model.node(node).name);
        CHECK(std::ranges::equal(trace.layer(node).values, plan.activation(node)));
    }
}

/// Checks that the results equal those of a new plan for their request.
inline void check_is_fresh_run(const NetworkResults& results) {
    const NetworkRequest& request = results.request;
    REQUIRE(results.has_trace());
    CHECK(results.problem.empty());
    check_same(*results.now, fresh_plan(*request.model, request.input, request.edits));
    if (request.is_edited())
        check_same(*results.trained, fresh_plan(*request.model, request.trained_input));
    else
        CHECK(results.trained == results.now);
}

/// An engine and its wake-up bell.
struct NetworkBench {
    Bell bell;
    NetworkEngine engine{bell.ringer()};
    int awaited = 0;

    const NetworkResults& results() const { return engine.results(); }
    /// Waits for the only job since the last wait, then calls update(request), which stores its result.
    void finish(const NetworkRequest& request) {
        bell.wait(++awaited);
        CHECK(engine.finished());
        engine.update(request);
    }
    /// Updates with `request` until no job is running, even if earlier results were stored without waiting for the
    /// bell.
    void settle(const NetworkRequest& request) {
        for (engine.update(request); engine.busy(); engine.update(request)) bell.wait(++awaited);
    }
    /// Waits for the contributions of a layer for the current results, and returns them.
    Contributions contributions(int layer) {
        for (;;) {
            const Contributions* known = engine.contributions(layer);
            if (known != nullptr && known->revision == results().revision) return *known;
            settle(results().request);
        }
    }
};

}  // namespace convscope
