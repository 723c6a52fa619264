// Explanations in the course model; layer_explain_test.cpp tests single layers.
#include "core/nn/inspect/explain.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "core/base/random.h"
#include "core/nn/plan/plan.h"
#include "core/nn/train/architectures.h"

namespace convscope::nn {

namespace {

constexpr int kConv = 1, kPool = 2, kSecondConv = 3, kSecondPool = 4, kFlatten = 5, kDense = 6, kOutput = 7;

Plan course_plan() {
    Plan plan(course_model(3), 1);
    std::vector<float> input(784);
    for (std::size_t i = 0; i < input.size(); ++i) input[i] = random_unit(1, i);
    plan.set_input(0, input);
    plan.run();
    return plan;
}

Explanation explained(const Plan& plan, int layer, const Position& at) {
    return explain(plan.model(), layer, at, plan.example(0));
}

}  // namespace

TEST_CASE("the terms add up to the traced value in every layer") {
    const Plan plan = course_plan();
    for (int layer = 1; layer < plan.model().size(); ++layer) {
        const Shape& shape = plan.model().node(layer).shape;
        for (std::uint64_t i = 0; i < 40; ++i) {
            const auto index = static_cast<std::int64_t>(random_bits(5, i) % static_cast<std::uint64_t>(shape.count()));
            const Explanation e = explained(plan, layer, position_of(shape, index));
            CAPTURE(e.layer);
            CHECK(e.traced == plan.activation(layer)[static_cast<std::size_t>(index)]);
            CHECK(e.value == doctest::Approx(e.traced).epsilon(1e-4));
        }
    }
}

TEST_CASE("the explanation of a convolution has its window, kernel and sum for each input channel") {
    const Plan plan = course_plan();
    const Explanation e = explained(plan, kSecondConv, {4, 7, 9});
    REQUIRE(e.channels.size() == 64);
    CHECK(e.kernel_rows == 3);
    CHECK(e.window == Position{4, 7, 0});
    const std::vector<float>& kernel = plan.model().node(kSecondConv).weights[0]->values;
    const auto pooled = plan.activation(kPool);
    for (const ChannelTerms& c : e.channels) {
        double sum = 0;
        for (std::size_t tap = 0; tap < 9; ++tap) {
            const std::size_t row = tap / 3, col = tap % 3, channel = static_cast<std::size_t>(c.channel);
            CHECK(c.inside[tap]);
            CHECK(c.window[tap] == pooled[((4 + row) * 13 + 7 + col) * 64 + channel]);
            CHECK(c.kernel[tap] == kernel[(tap * 64 + channel) * 64 + 9]);
            sum += double{c.window[tap]} * c.kernel[tap];
        }
        CHECK(c.sum == doctest::Approx(sum));
    }
    CHECK(e.bias == plan.model().node(kSecondConv).weights[1]->values[9]);
}

TEST_CASE("explanations give the winner of pooling, the 128 terms of Dense and all logits of softmax") {
    const Plan plan = course_plan();
    const Explanation pool = explained(plan, kSecondPool, {2, 3, 5});
    REQUIRE(pool.terms.size() == 4);
    CHECK(pool.terms[0].from == Position{4, 6, 5});
    for (const Term& term : pool.terms) CHECK(term.value <= pool.terms[pool.winner.value()].value);
    CHECK(pool.value == pool.traced);

    const Explanation flat = explained(plan, kFlatten, {0, 0, 5 * 64 + 7});
    REQUIRE(flat.terms.size() == 1);
    CHECK(flat.terms[0].from == Position{1, 0, 7});

    const Explanation output = explained(plan, kOutput, {0, 0, 2});
    CHECK(output.terms.size() == 128);
    REQUIRE(output.softmax.size() == 10);
    const double shares = std::accumulate(output.softmax.begin(), output.softmax.end(), 0.0,
                                          [](double sum, const SoftmaxShare& s) { return sum + s.share; });
    CHECK(shares == doctest::Approx(1));
    CHECK(output.softmax[2].logit == doctest::Approx(output.sum));
    CHECK(output.value == output.softmax[2].share);
}

TEST_CASE(
    "the course model's receptive fields are 3, 4, 8 and 10 pixels wide, and reach() gives the regions of influence") {
    const Model model = course_model(1);
    const auto field = [&](int layer) { return receptive_field(model, layer, single({1, 2, 0}), 0); };
    CHECK(field(kConv) == Region{{1, 4}, {2, 5}, {0, 1}});
    CHECK(field(kPool) == Region{{2, 6}, {4, 8}, {0, 1}});
    CHECK(field(kSecondConv) == Region{{2, 10}, {4, 12}, {0, 1}});
    CHECK(field(kSecondPool) == Region{{4, 14}, {8, 18}, {0, 1}});
    CHECK(receptive_field(model, kDense, single({0, 0, 3}), 0) == Region{{0, 26}, {0, 26}, {0, 1}});
    CHECK(receptive_field(model, kOutput, single({0, 0, 3}), kDense).channels == Interval{0, 128});

    // The region of influence of input pixel (13, 13) is 3 x 3 in the first maps, 2 x 2 in the pooled maps and 4 x 4 in
    // the next maps.
    CHECK(reach(model, 0, single({13, 13, 0}), kConv) == Region{{11, 14}, {11, 14}, {0, 64}});
    CHECK(reach(model, 0, single({13, 13, 0}), kPool) == Region{{5, 7}, {5, 7}, {0, 64}});
    CHECK(reach(model, 0, single({13, 13, 0}), kSecondConv) == Region{{3, 7}, {3, 7}, {0, 64}});
    // The second pooling drops the last of 11 rows and columns, so the region of influence of a pixel on which only
    // these depend is empty.
    CHECK(reach(model, 0, single({27, 27, 0}), kSecondPool).empty());
    CHECK(reach(model, kDense, single({0, 0, 1}), kOutput).channels == Interval{0, 10});
}

}  // namespace convscope::nn
