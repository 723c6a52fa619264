// NetworkEngine measures each channel's contribution: how much the predicted class's value drops without it.
#include <doctest/doctest.h>

#include "tests/app/jobs/network/network_bench.h"

namespace convscope {

namespace {

constexpr nn::WeightRef kKernel{1, 0};

/// The value of class `index` if channel `channel` of the layer is ablated in addition to the request's ablated
/// channels.
float answer_without(const NetworkRequest& request, int layer, std::int64_t channel, std::size_t index) {
    std::vector<std::int64_t> channels = nn::ablated(request.edits, layer);
    channels.push_back(channel);
    const nn::Plan plan = fresh_plan(*request.model, request.input, nn::with_ablated(request.edits, layer, channels));
    return plan.activation(request.model->outputs().front())[index];
}

}  // namespace

TEST_CASE("contributions equal the drop of the predicted class's value in a new plan without the channel") {
    NetworkBench bench;
    const NetworkRequest plain = small_network();
    for (const NetworkRequest& request :
         {plain, ablating(edited(plain, kKernel, 5, 2), 1, {3}), ablating(plain, 2, {0, 1})}) {
        bench.engine.update(request);
        const std::vector<float>& output = bench.results().now->layer(4).values;
        const auto best = static_cast<std::size_t>(std::ranges::max_element(output) - output.begin());
        for (int layer = 1; layer < 5; ++layer) {
            const Contributions found = bench.contributions(layer);
            CHECK(found.layer == layer);
            CHECK(found.index == best);
            REQUIRE(std::ssize(found.drops) == request.model->node(layer).shape.channels());
            for (std::size_t channel = 0; channel < found.drops.size(); ++channel) {
                CAPTURE(layer);
                CAPTURE(channel);
                const auto c = static_cast<std::int64_t>(channel);
                CHECK(found.drops[channel] ==
                      doctest::Approx(output[best] - answer_without(request, layer, c, best)).epsilon(1e-4));
                if (nn::is_ablated(request.edits, layer, c)) CHECK(found.drops[channel] == 0);
            }
        }
    }
    CHECK_FALSE(bench.engine.busy());
}

TEST_CASE("contributions of a layer are measured once; the previous ones are returned until the new ones are ready") {
    NetworkBench bench;
    const NetworkRequest plain = small_network();
    CHECK(bench.engine.contributions(1) == nullptr);
    bench.engine.update(plain);
    CHECK(bench.engine.contributions(1) == nullptr);
    CHECK(bench.engine.busy());
    bench.finish(plain);
    CHECK_FALSE(bench.engine.busy());
    const Contributions* first = bench.engine.contributions(1);
    REQUIRE(first != nullptr);
    CHECK(first->revision == 1);
    CHECK_FALSE(bench.engine.busy());

    const NetworkRequest changed = edited(plain, kKernel, 5, 2);
    bench.engine.update(changed);
    const Contributions* old = bench.engine.contributions(1);
    REQUIRE(old != nullptr);
    CHECK(old->revision == 1);
    CHECK(bench.engine.busy());
    CHECK(bench.engine.contributions(2) == nullptr);
    bench.finish(changed);
    CHECK(bench.engine.contributions(1)->revision == 2);
}

TEST_CASE("contributions of the previous model are not returned") {
    NetworkBench bench;
    const NetworkRequest plain = small_network();
    bench.engine.update(plain);
    REQUIRE(bench.contributions(1).drops.size() == 4);
    NetworkRequest other{.model = std::make_shared<const nn::Model>(samples::every_kind())};
    other.input = other.trained_input = input_for(*other.model);
    bench.engine.update(other);
    CHECK(bench.engine.contributions(1) == nullptr);
    // Contributions that are still being measured when the model changes are discarded.
    bench.engine.update(plain);
    bench.settle(plain);
    CHECK(bench.engine.contributions(1) == nullptr);
    CHECK(bench.contributions(1).drops.size() == 4);
}

TEST_CASE("a model whose output is an image has no contributions") {
    NetworkBench bench;
    nn::ModelBuilder builder;
    builder.input("in", {6, 6, 1});
    builder.add("conv", samples::conv({.filters = 2}));
    NetworkRequest request{.model = std::make_shared<const nn::Model>(builder.build())};
    request.input = request.trained_input = input_for(*request.model);
    bench.engine.update(request);
    CHECK(bench.engine.contributions(1) == nullptr);
    CHECK_FALSE(bench.engine.busy());
}

}  // namespace convscope
