// Compares every layer's explanations with its output, and its regions with the values that change.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include "core/nn/inspect/explain.h"
#include "core/nn/model/model.h"
#include "tests/core/nn/layers/layer_cases.h"
#include "tests/core/nn/layers/layer_run.h"

namespace convscope::nn {

namespace {

using Buffers = LayerRun::Buffers;

/// The pre-activation with the layer's activation applied.
std::vector<float> activated(const LayerRun& run, const std::vector<float>& pre_activation) {
    std::vector<float> out(pre_activation.size());
    activate(run.layer->activation(), pre_activation, static_cast<std::size_t>(run.output_shape().channels()), out);
    return out;
}

/// The pre-activation that follows from the explanation's terms, computed independently of core/.
double recombined(const Explanation& e) {
    if (e.combination == Combination::maximum) return e.terms.at(e.winner.value()).value;
    if (e.combination == Combination::copy) return e.terms.empty() ? e.bias : e.terms.at(0).value;
    double result = e.combination == Combination::product ? 1 : e.bias;
    for (const Term& term : e.terms)
        result = e.combination == Combination::product ? result * term.value : result + term.value * term.weight;
    for (const ChannelTerms& channel : e.channels)
        for (std::size_t tap = 0; tap < channel.window.size(); ++tap)
            result += double{channel.window[tap]} * channel.kernel[tap];
    return result;
}

void check_terms(const Explanation& e, const LayerRun& run) {
    for (const Term& term : e.terms) {
        const Shape& shape = run.input_shapes.at(term.input);
        REQUIRE(contains(shape, term.from));
        CHECK(term.value == run.inputs[term.input][static_cast<std::size_t>(index_of(shape, term.from))]);
        CHECK(term.product == doctest::Approx(term.value * term.weight));
    }
    for (const ChannelTerms& channel : e.channels) {
        REQUIRE(std::ssize(channel.window) == e.kernel_rows * e.kernel_cols);
        CHECK(std::reduce(channel.products.begin(), channel.products.end()) == doctest::Approx(channel.sum));
        for (std::size_t tap = 0; tap < channel.window.size(); ++tap)
            if (!channel.inside[tap]) CHECK(channel.window[tap] == 0);
    }
}

void check_softmax(const Explanation& e) {
    CHECK(e.softmax.empty() != e.activation.over_channels());
    if (e.softmax.empty()) return;
    double total = 0;
    for (const SoftmaxShare& share : e.softmax) total += share.share;
    CHECK(total == doctest::Approx(1));
    CHECK(e.softmax.at(static_cast<std::size_t>(e.at.channel)).logit == doctest::Approx(e.sum));
}

/// The box around the positions where two tensors of this shape differ.
Region changes(const Shape& shape, const std::vector<float>& a, const std::vector<float>& b) {
    Region changed;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i] != b[i]) changed = hull(changed, single(position_of(shape, static_cast<std::int64_t>(i))));
    return changed;
}

/// True if `outer` contains `inner`.
bool within(const Region& inner, const Region& outer) {
    return inner.empty() || hull(inner, outer) == outer;
}

/// True if both regions are empty or equal.
bool same(const Region& a, const Region& b) {
    return (a.empty() && b.empty()) || a == b;
}

/// True if the layer's regions may be larger than necessary: they include the gaps of a dilated window, and channels of
/// ArgMax that are not the largest.
bool is_loose(const LayerCase& layer_case) {
    if (layer_case.layer->type() == "ArgMax") return true;
    return layer_case.name.find("dilation") != std::string::npos &&
           layer_case.name.find("dilation 1x1") == std::string::npos;
}

void check_regions(const LayerCase& layer_case) {
    LayerRun run = random_run(layer_case, 1, 41);
    const Layer& layer = *run.layer;
    const Shape shape = run.output_shape();
    const std::vector<float> before = run.forward();
    for (std::size_t which = 0; which < run.inputs.size(); ++which) {
        const Shape& input = run.input_shapes[which];
        std::vector<Region> sources(before.size());
        for (std::size_t i = 0; i < run.inputs[which].size(); ++i) {
            const Position from = position_of(input, static_cast<std::int64_t>(i));
            // Larger than every other value, so that it becomes the maximum.
            const float value = std::exchange(run.inputs[which][i], 10.F);
            const std::vector<float> after = run.forward();
            run.inputs[which][i] = value;
            const Region reached = clipped(layer.reach(single(from), which, run.input_shapes), shape);
            const Region changed = changes(shape, before, after);
            CHECK(within(changed, reached));
            if (!is_loose(layer_case)) CHECK(same(changed, reached));
            for (std::size_t out = 0; out < after.size(); ++out)
                if (after[out] != before[out]) sources[out] = hull(sources[out], single(from));
        }
        for (std::size_t out = 0; out < before.size(); ++out) {
            const Position at = position_of(shape, static_cast<std::int64_t>(out));
            const Region source = clipped(layer.source(single(at), which, run.input_shapes), input);
            CHECK(within(sources[out], source));
            if (!is_loose(layer_case)) CHECK(same(sources[out], source));
        }
    }
}

/// A few boxes inside a shape.
std::vector<Region> some_boxes(const Shape& shape) {
    const Region all = whole(shape);
    Region top_left = all;
    top_left.rows.end = (all.rows.end + 1) / 2;
    top_left.cols.end = (all.cols.end + 1) / 2;
    Region inner = all;
    inner.rows.begin = all.rows.end / 3;
    inner.cols.begin = all.cols.end / 2;
    inner.channels.begin = all.channels.end / 2;
    return {all, top_left, inner};
}

/// Calls visit(region) for every single position of the box.
template <class Visit>
void for_each_in(const Region& box, const Visit& visit) {
    for (std::int64_t row = box.rows.begin; row < box.rows.end; ++row)
        for (std::int64_t col = box.cols.begin; col < box.cols.end; ++col)
            for (std::int64_t channel = box.channels.begin; channel < box.channels.end; ++channel)
                visit(single({row, col, channel}));
}

}  // namespace

TEST_CASE("the terms of an explanation add up to the value that the layer computes") {
    for (const LayerCase& layer_case : layer_cases()) {
        CAPTURE(layer_case.name);
        const LayerRun run = random_run(layer_case, 1, 23);
        const Model model = model_of(run);
        const std::vector<float> pre_activation = run.forward();
        const std::vector<float> output = activated(run, pre_activation);
        std::vector<std::span<const float>> activations(run.inputs.begin(), run.inputs.end());
        activations.emplace_back(output);
        // Check all values of a small output, and about 40 of a large one.
        for (std::size_t i = 0; i < output.size(); i += 1 + output.size() / 40) {
            CAPTURE(i);
            const Position at = position_of(run.output_shape(), static_cast<std::int64_t>(i));
            const Explanation e = explain(model, model.size() - 1, at, activations);
            CHECK(e.layer == "layer");
            CHECK(e.type == model.node(model.size() - 1).display_name.kind);
            CHECK(e.at == at);
            CHECK(e.traced == output[i]);
            CHECK(e.sum == doctest::Approx(pre_activation[i]).epsilon(1e-5));
            CHECK(recombined(e) == doctest::Approx(e.sum).epsilon(1e-12));
            CHECK(e.value == doctest::Approx(output[i]).epsilon(1e-5));
            check_terms(e, run);
            check_softmax(e);
        }
    }
}

TEST_CASE("source() contains all inputs that change an output, and reach() all outputs that an input changes") {
    for (const LayerCase& layer_case : layer_cases()) {
        CAPTURE(layer_case.name);
        check_regions(layer_case);
    }
}

TEST_CASE("source() and reach() of a box contain those of its positions") {
    for (const LayerCase& layer_case : layer_cases()) {
        CAPTURE(layer_case.name);
        const Layer& layer = *layer_case.layer;
        const std::vector<Shape>& inputs = layer_case.inputs;
        const Shape shape = layer.output_shape(inputs);
        for (std::size_t which = 0; which < inputs.size(); ++which) {
            for (const Region& box : some_boxes(shape)) {
                const Region source = layer.source(box, which, inputs);
                for_each_in(box, [&](const Region& one) { CHECK(within(layer.source(one, which, inputs), source)); });
            }
            for (const Region& box : some_boxes(inputs[which])) {
                const Region reached = layer.reach(box, which, inputs);
                for_each_in(box, [&](const Region& one) { CHECK(within(layer.reach(one, which, inputs), reached)); });
            }
        }
    }
}

TEST_CASE("reach() of the whole input is the whole output, except where other inputs or padding fill it") {
    for (const LayerCase& layer_case : layer_cases()) {
        CAPTURE(layer_case.name);
        const std::vector<Shape>& inputs = layer_case.inputs;
        const Shape shape = layer_case.layer->output_shape(inputs);
        for (std::size_t which = 0; which < inputs.size(); ++which) {
            const Region reached = layer_case.layer->reach(whole(inputs[which]), which, inputs);
            if (layer_case.layer->type() != "Concatenate" && layer_case.layer->type() != "ZeroPadding2D" &&
                layer_case.name.find("Padding2D constant") == std::string::npos &&
                layer_case.name.find("valid output padding") == std::string::npos)
                CHECK(clipped(reached, shape) == whole(shape));
        }
    }
}

}  // namespace convscope::nn
