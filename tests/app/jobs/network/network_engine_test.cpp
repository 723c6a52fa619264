#include "app/jobs/network/network_engine.h"

#include <doctest/doctest.h>

#include <chrono>
#include <set>
#include <string>

#include "core/nn/inspect/summary.h"
#include "tests/app/jobs/network/network_bench.h"

namespace convscope {

namespace {

constexpr nn::WeightRef kKernel{1, 0}, kBias{1, 1}, kDenseBias{4, 1};

/// A chain of 16 convolutions, whose computation is stopped and stored in parts.
std::shared_ptr<const nn::Model> very_large_model() {
    nn::ModelBuilder builder;
    builder.input("in", {70, 70, 64});
    const nn::Window window{.rows = 3, .cols = 3};
    for (int i = 0; i < 16; ++i)
        builder.add("conv" + std::to_string(i),
                    samples::conv({.filters = 64, .window = window, .activation = samples::kRelu}));
    return std::make_shared<const nn::Model>(samples::with_numbers(builder.build(), 3));
}

/// A copy of the trace, which later results do not change.
nn::Trace snapshot(const nn::Trace& trace) {
    return trace;
}

}  // namespace

TEST_CASE("a small model is computed at once and equals a new plan's values") {
    NetworkBench bench;
    CHECK(bench.results().revision == 0);
    CHECK_FALSE(bench.results().has_trace());
    const NetworkRequest request = small_network();
    bench.engine.update(request);
    CHECK_FALSE(bench.engine.busy());
    CHECK_FALSE(bench.engine.finished());
    CHECK(bench.results().revision == 1);
    CHECK(bench.results().request == request);
    CHECK(&bench.results().model() == request.model.get());
    CHECK(bench.results().milliseconds >= 0);
    check_is_fresh_run(bench.results());
}

TEST_CASE("without a model or an input nothing is computed, and the same request is not computed again") {
    NetworkBench bench;
    bench.engine.update({});
    bench.engine.update({.model = small_network().model});
    CHECK(bench.results().revision == 0);
    const NetworkRequest request = small_network();
    bench.engine.update(request);
    const auto trace = bench.results().now;
    for (int i = 0; i < 3; ++i) bench.engine.update(request);
    bench.engine.update({.model = request.model});
    CHECK(bench.results().revision == 1);
    CHECK(bench.results().now == trace);
    // Edits with equal values are the same request, even if they are different objects.
    bench.engine.update(edited(request, kBias, 0, 3));
    bench.engine.update(edited(request, kBias, 0, 3));
    CHECK(bench.results().revision == 2);
}

TEST_CASE(
    "after each change of the edits the values equal those of a new plan; the trained model's values do not change") {
    NetworkBench bench;
    const NetworkRequest plain = small_network();
    bench.engine.update(plain);
    const std::vector<float> trained = bench.results().now->layer(4).values;
    const NetworkRequest one = edited(plain, kKernel, 5, 2);
    const NetworkRequest both = edited(one, kDenseBias, 1, 0.5F);
    std::uint64_t revision = 1;
    for (const NetworkRequest& request : {one, both, edited(both, kKernel, 5, -2), edited(plain, kDenseBias, 1, 4),
                                          edited(plain, kBias, 3, 1), plain, both}) {
        bench.engine.update(request);
        CHECK(bench.results().revision == ++revision);
        check_is_fresh_run(bench.results());
        CHECK(bench.results().trained->layer(4).values == trained);
        CHECK((bench.results().now->layer(4).values == trained) == request.edits.empty());
    }
}

TEST_CASE("ablated channels are 0 until they are turned on again") {
    NetworkBench bench;
    const NetworkRequest plain = small_network();
    for (const NetworkRequest& request :
         {ablating(plain, 1, {2}), ablating(plain, 1, {0, 1, 2, 3}), ablating(ablating(plain, 1, {1}), 4, {0, 2}),
          ablating(plain, 4, {0}), plain, ablating(edited(plain, kKernel, 0, 1), 2, {3})}) {
        bench.engine.update(request);
        check_is_fresh_run(bench.results());
        for (const auto& [node, channels] : request.edits.ablated)
            for (const std::int64_t channel : channels) {
                const nn::ChannelFigures& figures =
                    bench.results().now->layer(node).channels[static_cast<std::size_t>(channel)];
                CHECK(figures.zeros == 1);
                CHECK(bench.results().trained->layer(node).channels[static_cast<std::size_t>(channel)].zeros < 1);
            }
    }
}

TEST_CASE("paint changes only the edited model's input") {
    NetworkBench bench;
    NetworkRequest request = small_network();
    bench.engine.update(request);
    request.input = input_for(*request.model, 2);
    REQUIRE(request.is_edited());
    bench.engine.update(request);
    check_is_fresh_run(bench.results());
    CHECK(bench.results().now->layer(0).values == request.input->values);
    CHECK(bench.results().trained->layer(0).values == request.trained_input->values);
    request.trained_input = request.input;
    bench.engine.update(request);
    check_is_fresh_run(bench.results());
    // Without trained_input the trained model is not run.
    request.trained_input = nullptr;
    bench.engine.update(ablating(request, 1, {0}));
    CHECK(bench.results().trained == bench.results().now);
    CHECK(bench.results().now->layer(1).channels[0].zeros == 1);
}

TEST_CASE("a new model's results do not depend on the previous model") {
    NetworkBench bench;
    const NetworkRequest request = ablating(edited(small_network(), kKernel, 5, 2), 1, {0});
    bench.engine.update(request);
    NetworkRequest other = small_network();
    other.model = std::make_shared<const nn::Model>(samples::small_course(7));
    bench.engine.update(other);
    check_is_fresh_run(bench.results());
    bench.engine.update(ablating(other, 1, {1}));
    check_is_fresh_run(bench.results());
    bench.engine.update(request);
    check_is_fresh_run(bench.results());
    CHECK(bench.results().revision == 4);
}

TEST_CASE("a model with several inputs runs with 0 for all but the first") {
    NetworkBench bench;
    const auto model = std::make_shared<const nn::Model>(samples::every_kind());
    const nn::SharedTensor input = input_for(*model);
    bench.engine.update({.model = model, .input = input, .trained_input = input});
    check_is_fresh_run(bench.results());
}

TEST_CASE("traces that a reader holds do not change; the memory of other traces is reused") {
    NetworkBench bench;
    const NetworkRequest plain = small_network();
    bench.engine.update(plain);
    const auto held = bench.results().now;
    const nn::Trace before = snapshot(*held);
    std::set<const nn::Trace*> used;
    for (int i = 0; i < 20; ++i) {
        bench.engine.update(edited(plain, kBias, 0, static_cast<float>(i)));
        used.insert(bench.results().now.get());
        CHECK(bench.results().trained == held);  // the trained model's trace is kept
        check_is_fresh_run(bench.results());
    }
    CHECK(used.size() <= 4);
    CHECK(used.count(held.get()) == 0);
    for (int node = 0; node < plain.model->size(); ++node) CHECK(held->layer(node).values == before.layer(node).values);
}

TEST_CASE("a large model is computed on the worker and equals a new plan's values") {
    const NetworkRequest plain = large_network();
    REQUIRE(nn::summarise(*plain.model).multiply_adds > NetworkEngine::kInlineWork);
    NetworkBench bench;
    bench.engine.update(plain);
    CHECK(bench.results().revision == 0);
    CHECK(bench.engine.busy());
    bench.finish(plain);
    CHECK(bench.results().revision == 1);
    CHECK_FALSE(bench.engine.busy());
    check_is_fresh_run(bench.results());
    CHECK(bench.results().milliseconds > 0);

    const NetworkRequest changed = ablating(edited(plain, kKernel, 5, 2), 2, {7, 9});
    bench.engine.update(changed);
    bench.finish(changed);
    check_is_fresh_run(bench.results());
    CHECK(bench.contributions(4).drops.size() == 3);
}

TEST_CASE("results stay until the next ones are ready, and the last request is computed in the end") {
    NetworkBench bench;
    const NetworkRequest plain = large_network();
    bench.engine.update(plain);
    bench.finish(plain);
    const auto shown = bench.results().now;
    const nn::Trace before = snapshot(*shown);
    NetworkRequest last = plain;
    for (int i = 0; i < 5; ++i) {
        last = edited(plain, kBias, 0, static_cast<float>(i));
        bench.engine.update(last);
        CHECK(bench.engine.busy());
        if (bench.results().revision > 1) break;  // on a slow machine the first result may be ready already
        CHECK(bench.results().now == shown);
        CHECK(bench.results().request == plain);
    }
    bench.settle(last);
    CHECK(bench.results().revision == 3);
    for (int node = 0; node < plain.model->size(); ++node)
        CHECK(shown->layer(node).values == before.layer(node).values);
    CHECK(bench.results().request == last);
    check_is_fresh_run(bench.results());
}

TEST_CASE("switching from a large model to a small one and back gives each model's values") {
    NetworkBench bench;
    const NetworkRequest large = large_network();
    const NetworkRequest small = small_network();
    bench.engine.update(large);
    CHECK(bench.results().revision == 0);
    bench.finish(small);  // stores the large model's result and computes the small one's
    CHECK(bench.results().revision == 2);
    CHECK(bench.results().request == small);
    check_is_fresh_run(bench.results());
    bench.engine.update(large);
    CHECK(bench.results().request == small);
    bench.settle(large);  // a job that returns the closed model's memory may ring the bell as well
    CHECK(bench.results().request == large);
    check_is_fresh_run(bench.results());
}

TEST_CASE("an engine can be destroyed while its worker computes") {
    NetworkBench bench;
    bench.engine.update(large_network());
    CHECK(bench.engine.busy());
}

TEST_CASE("after an edit of a very large model the first changed layers come before the others") {
    using namespace std::chrono_literals;
    Bell bell;
    NetworkEngine engine(bell.ringer(), {.first = 0ms, .more = 0ms});  // one layer each time
    int awaited = 0;
    const auto finish = [&](const NetworkRequest& request) {
        bell.wait(++awaited);
        engine.update(request);
    };
    const auto model = very_large_model();
    const nn::SharedTensor input = input_for(*model);
    const NetworkRequest plain{.model = model, .input = input, .trained_input = input};
    engine.update(plain);
    finish(plain);
    const NetworkResults& results = engine.results();
    CHECK(results.complete);  // a new picture has no earlier values to show
    check_is_fresh_run(results);

    const NetworkRequest changed = edited(plain, {3, 0}, 5, 2);
    const auto before = results.now;
    engine.update(changed);
    finish(changed);
    CHECK(results.revision == 2);
    CHECK_FALSE(results.complete);
    CHECK(engine.busy());
    CHECK(results.request == changed);
    const nn::Plan fresh = fresh_plan(*model, input, changed.edits);
    CHECK(std::ranges::equal(results.now->layer(3).values, fresh.activation(3)));
    CHECK_FALSE(results.now->layer(3).values == before->layer(3).values);
    for (const std::size_t node : {0, 2, 4, 16}) CHECK(results.now->layers[node] == before->layers[node]);
    CHECK(results.trained == before);

    // A new edit does not wait for the layers that are still to be computed, and all are right in the end.
    const NetworkRequest last = edited(changed, {2, 0}, 7, -1);
    engine.update(last);
    while (!(results.complete && results.request == last)) finish(last);
    CHECK_FALSE(engine.busy());
    CHECK(results.revision < 25);
    check_is_fresh_run(results);
    while (!(results.complete && results.request == plain)) {
        engine.update(plain);
        if (engine.busy()) bell.wait(++awaited);
    }
    CHECK(results.now->layer(16).values == before->layer(16).values);
    CHECK(results.trained == results.now);
}

TEST_CASE("the layers before an edit are shared with the trained model's trace") {
    NetworkBench bench;
    const NetworkRequest plain = small_network();
    bench.engine.update(plain);
    bench.engine.update(edited(plain, kDenseBias, 1, 0.5F));
    const NetworkResults& results = bench.results();
    for (const std::size_t node : {0, 1, 2, 3}) CHECK(results.now->layers[node] == results.trained->layers[node]);
    CHECK(results.now->layers[4] != results.trained->layers[4]);
}

TEST_CASE("another picture stops a long computation for the earlier one, and the new picture's results are complete") {
    NetworkBench bench;
    const auto model = very_large_model();
    REQUIRE(nn::summarise(*model).multiply_adds > NetworkEngine::kStoppedWork);
    const auto request = [&](std::uint64_t seed) {
        const nn::SharedTensor input = input_for(*model, seed);
        return NetworkRequest{.model = model, .input = input, .trained_input = input};
    };
    const NetworkRequest first = request(1), second = request(2);
    bench.engine.update(first);
    REQUIRE(bench.engine.busy());
    bench.settle(second);
    CHECK(bench.results().revision == 1);  // the first one was never stored
    CHECK(bench.results().request == second);
    check_is_fresh_run(bench.results());
    // For the first picture again, the interrupted plan also gives the right values.
    bench.settle(first);
    check_is_fresh_run(bench.results());
}

}  // namespace convscope
