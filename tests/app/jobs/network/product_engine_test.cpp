#include "app/jobs/network/product_engine.h"

#include <doctest/doctest.h>

#include "tests/app/jobs/bell.h"
#include "tests/support/sample_models.h"

namespace convscope {

namespace {

/// An input of 6 x 6 x 2 and a convolution with three filters, with the activations of a constant input.
struct Bench {
    std::shared_ptr<const nn::Model> model;
    std::shared_ptr<nn::Trace> trace = std::make_shared<nn::Trace>();

    Bench() {
        nn::ModelBuilder builder;
        builder.input("in", {6, 6, 2});
        nn::Conv2D::Parameters parameters{.filters = 3};
        parameters.window = {.rows = 3, .cols = 3};
        builder.add("conv", samples::layer<nn::Conv2D>(parameters));
        model = std::make_shared<const nn::Model>(nn::initialised(builder.build(), 3));
        nn::Plan plan(*model, 1);
        plan.set_input(0, std::vector<float>(72, 0.5F));
        plan.run();
        nn::snapshot(plan, *trace);
    }
    ProductRequest request(std::int64_t filter, std::uint64_t revision = 1) const {
        return {.model = model, .edits = {}, .trace = trace, .revision = revision, .node = 1, .filter = filter};
    }
};

/// Updates the engine until it is idle and has the maps of the request.
void run(ProductEngine& engine, Bell& bell, const ProductRequest& request, int& rings) {
    engine.update(request);
    while (engine.busy()) {
        bell.wait(++rings);
        engine.update(request);
    }
}

}  // namespace

TEST_CASE("product maps are computed in the background and kept until the next are ready") {
    const Bench bench;
    Bell bell;
    int rings = 0;
    ProductEngine engine(bell.ringer());
    CHECK(engine.maps() == nullptr);
    run(engine, bell, bench.request(0), rings);
    REQUIRE(engine.maps() != nullptr);
    CHECK(engine.maps()->filter == 0);
    CHECK(engine.maps()->maps.size() == 2);
    const std::uint64_t version = engine.version();
    engine.update(bench.request(0));
    CHECK_FALSE(engine.busy());  // nothing has changed
    // After new results of the network, the old maps stay until the new ones are ready.
    engine.update(bench.request(0, 2));
    CHECK(engine.busy());
    CHECK(engine.maps() != nullptr);
    run(engine, bell, bench.request(0, 2), rings);
    CHECK(engine.version() == version + 1);
    // Maps are not kept for a request for another filter.
    engine.update(bench.request(2, 2));
    CHECK(engine.maps() == nullptr);
    run(engine, bell, bench.request(2, 2), rings);
    CHECK(engine.maps()->filter == 2);
    engine.clear();
    CHECK(engine.maps() == nullptr);
}

TEST_CASE("if requests change quickly, the last one wins") {
    const Bench bench;
    Bell bell;
    int rings = 0;
    ProductEngine engine(bell.ringer());
    engine.update(bench.request(0));
    engine.update(bench.request(1));
    engine.update(bench.request(0));
    engine.update(bench.request(2));
    run(engine, bell, bench.request(2), rings);
    REQUIRE(engine.maps() != nullptr);
    CHECK(engine.maps()->filter == 2);
    CHECK(engine.problem().empty());
}

TEST_CASE("a layer with too many product values has none, and the reason is given") {
    nn::ModelBuilder builder;
    builder.input("in", {2048, 2048, 17});
    builder.add("conv", samples::layer<nn::Conv2D>(nn::Conv2D::Parameters{.filters = 1}));
    Bell bell;
    ProductEngine engine(bell.ringer());
    engine.update({.model = std::make_shared<const nn::Model>(builder.build()), .revision = 1, .node = 1});
    CHECK_FALSE(engine.busy());
    CHECK(engine.maps() == nullptr);
    CHECK(engine.problem().find("71 million values") != std::string::npos);
}

}  // namespace convscope
