#include "core/nn/inspect/trace.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "tests/support/sample_models.h"

namespace convscope::nn {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kMax = std::numeric_limits<float>::max();

using Counts = std::vector<std::int64_t>;

/// Numbers in -1..1, some of them exactly 0. They depend on the seed.
std::vector<float> numbers(std::int64_t count, std::uint64_t seed) {
    std::vector<float> values;
    values.reserve(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count; ++i) {
        seed = seed * 6364136223846793005U + 1442695040888963407U;
        values.push_back(static_cast<float>(static_cast<std::int64_t>(seed >> 50U) - 8192) / 8192);
        if (i % 7 == 3) values.back() = 0;
    }
    return values;
}

/// The trace of a layer that copies its input.
LayerTrace traced(const Shape& shape, const std::vector<float>& values) {
    ModelBuilder builder;
    builder.input("in", shape);
    builder.add("same", samples::layer<ActivationLayer>(Activation{}));
    Plan plan(builder.build(), 1);
    plan.set_input(0, values);
    plan.run();
    Trace trace;
    snapshot(plan, trace);
    return trace.layer(1);
}

/// The statistics of one channel, computed value by value from their definition.
ChannelFigures expected_figures(const std::vector<float>& values, std::size_t channels, std::size_t channel) {
    ChannelFigures figures;
    bool has_finite = false;
    double sum = 0;
    int zeros = 0, count = 0;
    for (std::size_t i = channel; i < values.size(); i += channels, ++count) {
        sum += values[i];
        zeros += values[i] == 0 ? 1 : 0;
        if (!std::isfinite(values[i])) continue;
        figures.range.low = has_finite ? std::min(figures.range.low, values[i]) : values[i];
        figures.range.high = has_finite ? std::max(figures.range.high, values[i]) : values[i];
        has_finite = true;
    }
    figures.mean = static_cast<float>(sum / count);
    figures.zeros = static_cast<float>(zeros) / static_cast<float>(count);
    return figures;
}

/// Checks the layer's statistics against expected_figures().
void check_figures(const LayerTrace& layer) {
    Range range{kMax, -kMax};
    for (std::size_t c = 0; c < layer.channels.size(); ++c) {
        CAPTURE(c);
        const ChannelFigures expected = expected_figures(layer.values, layer.channels.size(), c);
        CHECK(layer.channels[c].range == expected.range);
        CHECK(layer.channels[c].mean == doctest::Approx(expected.mean));
        CHECK(layer.channels[c].zeros == expected.zeros);
        range = {std::min(range.low, expected.range.low), std::max(range.high, expected.range.high)};
    }
    CHECK(layer.range == range);
}

}  // namespace

TEST_CASE("a trace holds the plan's values of every layer and does not change when the plan runs again") {
    const Model model = samples::every_kind();
    Plan plan(model, 1);
    plan.set_input(0, numbers(4, 1));
    plan.set_input(1, numbers(11 * 9 * 4, 2));
    plan.run();
    Trace trace;
    snapshot(plan, trace);
    REQUIRE(std::ssize(trace.layers) == model.size());
    REQUIRE(std::ssize(trace.activations()) == model.size());
    for (int node = 0; node < model.size(); ++node) {
        CAPTURE(model.node(node).name);
        const LayerTrace& layer = trace.layer(node);
        CHECK(std::ranges::equal(layer.values, plan.activation(node)));
        CHECK(std::ssize(layer.channels) == model.node(node).shape.channels());
        CHECK(trace.activations()[static_cast<std::size_t>(node)].data() == layer.values.data());
        check_figures(layer);
    }
    const Trace before = trace;
    plan.set_input(1, numbers(11 * 9 * 4, 3));
    plan.run();
    const int last = model.outputs().front();
    CHECK(trace.layer(last).values == before.layer(last).values);
    CHECK_FALSE(std::ranges::equal(trace.layer(last).values, plan.activation(last)));
    CHECK_THROWS_AS(static_cast<void>(trace.layer(model.size())), std::out_of_range);
}

TEST_CASE("statistics are computed per channel, in small and in large layers") {
    for (const Shape& shape : {Shape{5, 3, 1}, Shape{7, 6, 5}, Shape{9}, Shape{4, 3}, Shape{160, 150, 3},
                               Shape{200, 500, 1}, Shape{40, 40, 65}, Shape{70'000}}) {
        CAPTURE(to_string(shape));
        const std::vector<float> values = numbers(shape.count(), 5);
        const LayerTrace layer = traced(shape, values);
        CHECK(layer.values == values);
        CHECK(std::ssize(layer.channels) == shape.channels());
        check_figures(layer);
    }
}

TEST_CASE("NaN and infinity are ignored in ranges, but not in means") {
    // The channels: finite numbers only; one NaN; one infinity; both infinities; no finite number.
    const LayerTrace layer = traced({1, 3, 5}, {5, kNan, 6, -kInfinity, kNan,  //
                                                7, 6, kInfinity, 5, kNan,      //
                                                6, 7, 5, kInfinity, kInfinity});
    for (std::size_t c : {0U, 1U}) CHECK(layer.channels[c].range == Range{c == 0 ? 5.F : 6.F, 7});
    CHECK(layer.channels[2].range == Range{5, 6});
    CHECK(layer.channels[3].range == Range{5, 5});
    CHECK(layer.channels[4].range == Range{0, 0});
    CHECK(layer.channels[0].mean == 6);
    CHECK(std::isnan(layer.channels[1].mean));
    CHECK(layer.channels[2].mean == kInfinity);
    CHECK(std::isnan(layer.channels[3].mean));
    CHECK(std::isnan(layer.channels[4].mean));
    // A channel without finite values does not change its layer's range.
    CHECK(layer.range == Range{5, 7});
    CHECK(traced({2}, {kNan, kInfinity}).range == Range{0, 0});
}

TEST_CASE("a channel is dead if none of its values is above zero") {
    const LayerTrace layer = traced({1, 2, 6}, {0, -1, 1e-30F, kNan, kInfinity, -kInfinity,  //
                                                0, 0, -5, 0, 0, -1});
    const std::vector<bool> dead{true, true, false, false, false, true};
    for (std::size_t c = 0; c < dead.size(); ++c) {
        CAPTURE(c);
        CHECK(layer.channels[c].is_dead() == dead[c]);
    }
    CHECK(layer.channels[0].zeros == 1);
    CHECK(layer.channels[1].zeros == 0.5F);
    CHECK(traced({1, 1, 1}, {-0.0F}).channels[0].zeros == 1);
}

TEST_CASE("the mean of a large layer is accurate") {
    // A sum of ones in a float would stop at 2^24.
    const std::int64_t count = 5000 * 5000;
    const LayerTrace layer = traced({5000, 5000, 1}, std::vector<float>(static_cast<std::size_t>(count), 1));
    CHECK(layer.channels[0].mean == 1);
    CHECK(layer.channels[0].zeros == 0);
}

TEST_CASE("the mean of very large values is finite") {
    constexpr std::int64_t kPixels = 40, kChannels = 17;
    const LayerTrace layer =
        traced({1, kPixels, kChannels}, std::vector<float>(static_cast<std::size_t>(kPixels * kChannels), 3e38F));
    CHECK(layer.channels[0].mean == 3e38F);
    CHECK(layer.channels[16].mean == 3e38F);
}

TEST_CASE("a snapshot shares the layers that have not changed with the trace before it") {
    const Model model = samples::small_course();
    Plan plan(model, 1);
    plan.set_input(0, numbers(model.node(0).shape.count(), 1));
    plan.run();
    Trace first, second;
    snapshot(plan, first);
    const Trace copy = first;
    const std::vector<float> values = first.layer(4).values;
    plan.set_ablated(4, {0});
    plan.run();
    std::vector<bool> changed(first.layers.size());
    for (const int node : plan.computed()) changed[static_cast<std::size_t>(node)] = true;
    snapshot(plan, first, changed, second);
    for (std::size_t node = 0; node < changed.size(); ++node)
        CHECK((second.layers[node] == first.layers[node]) == (node != 4));
    CHECK(std::ranges::equal(second.layer(4).values, plan.activation(4)));
    CHECK(first.layer(4).values == values);
    // A layer that another trace shares is not written.
    snapshot(plan, first);
    CHECK(copy.layer(4).values == values);
    CHECK(std::ranges::equal(first.layer(4).values, plan.activation(4)));
}

TEST_CASE("a snapshot reuses the trace's memory; the layers of a smaller model replace all previous ones") {
    const Model large = samples::every_kind();
    Plan plan(large, 1);
    plan.run();
    Trace trace;
    snapshot(plan, trace);
    const float* values = trace.layer(5).values.data();
    const ChannelFigures* figures = trace.layer(5).channels.data();
    plan.set_input(1, numbers(11 * 9 * 4, 2));
    plan.run();
    snapshot(plan, trace);
    CHECK(trace.layer(5).values.data() == values);
    CHECK(trace.layer(5).channels.data() == figures);
    CHECK(std::ranges::equal(trace.layer(5).values, plan.activation(5)));

    const Model small = samples::small_course();
    Plan other(small, 1);
    other.set_input(0, numbers(144, 8));
    other.run();
    snapshot(other, trace);
    REQUIRE(std::ssize(trace.layers) == small.size());
    for (int node = 0; node < small.size(); ++node) {
        CHECK(std::ranges::equal(trace.layer(node).values, other.activation(node)));
        check_figures(trace.layer(node));
    }
}

TEST_CASE("a histogram counts each channel's values in equal parts of the range") {
    const std::vector<float> values{0, 10, 1, 20, 2, 30, 3, 40, 4, 10};  // two channels, interleaved
    CHECK(histogram(values, 2, 0, {0, 4}, 4) == Counts{1, 1, 1, 2});
    CHECK(histogram(values, 2, 1, {10, 40}, 3) == Counts{2, 1, 2});
    CHECK(histogram(values, 1, 0, {0, 40}, 1) == Counts{10});
    CHECK(histogram({}, 1, 0, {0, 1}, 3) == Counts{0, 0, 0});
}

TEST_CASE("a histogram ignores NaN and infinity and counts values outside its range in the first or last part") {
    const std::vector<float> values{kNan, kInfinity, -kInfinity, -5, kMax, -kMax, 0.5F};
    CHECK(histogram(values, 1, 0, {0, 1}, 4) == Counts{2, 0, 1, 1});
    CHECK(histogram(values, 1, 0, {-kMax, kMax}, 3) == Counts{1, 2, 1});
    CHECK(histogram(std::vector<float>{kNan, kNan}, 1, 0, {0, 0}, 2) == Counts{0, 0});
    // If all values are equal, the range has no width.
    CHECK(histogram(std::vector<float>{3, 3, 3}, 1, 0, {3, 3}, 4) == Counts{3, 0, 0, 0});
}

TEST_CASE("the histogram of a channel over its own range counts all its values") {
    const std::vector<float> values = numbers(60 * 50 * 3, 4);
    const LayerTrace layer = traced({60, 50, 3}, values);
    for (std::int64_t channel = 0; channel < 3; ++channel) {
        const Counts counts =
            histogram(layer.values, 3, channel, layer.channels[static_cast<std::size_t>(channel)].range, 32);
        CHECK(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}) == 3000);
        CHECK(std::ranges::count(counts, 0) == 0);
    }
}

}  // namespace convscope::nn
