// Compares plans with the layers' scalar references, forward and backward, and tests that only changed nodes are
// computed again.
#include "core/nn/plan/plan.h"

#include <doctest/doctest.h>

#include <chrono>
#include <cmath>
#include <stop_token>
#include <vector>

#include "core/base/random.h"
#include "core/nn/train/architectures.h"
#include "tests/core/nn/layers/layer_run.h"

namespace convscope::nn {

namespace {

std::vector<float> random_values(std::size_t count, std::uint64_t seed) {
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i) values[i] = 2 * random_unit(seed, i) - 1;
    return values;
}

/// The largest difference, relative to the largest value of `b`.
double difference(std::span<const float> a, std::span<const float> b) {
    REQUIRE(a.size() == b.size());
    double largest = 1e-3, error = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        largest = std::max(largest, std::fabs(double{b[i]}));
        error = std::max(error, std::fabs(double{a[i]} - b[i]));
    }
    return error / largest;
}

/// The outputs of all nodes of a model for a whole batch, computed with the layers' references.
std::vector<std::vector<float>> reference(const Model& model, std::int64_t batch, const std::vector<float>& input) {
    std::vector<std::vector<float>> values(model.nodes().size());
    values[0] = input;
    for (int i = 1; i < model.size(); ++i) {
        const Node& node = model.node(i);
        const std::vector<Shape> shapes = model.input_shapes(i);
        std::vector<std::span<const float>> inputs, weights;
        for (const int from : node.inputs) inputs.emplace_back(values[static_cast<std::size_t>(from)]);
        for (const SharedTensor& weight : node.weights) weights.emplace_back(weight->values);
        std::vector<float>& output = values[static_cast<std::size_t>(i)];
        output.resize(static_cast<std::size_t>(batch * node.shape.count()));
        node.layer->forward({batch, shapes, inputs, weights, node.shape, output});
        activate(node.layer->activation(), output, static_cast<std::size_t>(node.shape.channels()), output);
    }
    return values;
}

}  // namespace

TEST_CASE("a plan computes the reference's values for every layer kind, for one example and for batches") {
    for (const LayerCase& layer_case : layer_cases()) {
        for (const std::int64_t batch : {1, 3, 37}) {
            CAPTURE(layer_case.name);
            CAPTURE(batch);
            const LayerRun run = random_run(layer_case, batch, 5);
            std::vector<float> expected = run.forward();
            activate(run.layer->activation(), expected, static_cast<std::size_t>(run.output_shape().channels()),
                     expected);
            const Model model = model_of(run);
            Plan plan(model, batch);
            for (std::size_t i = 0; i < run.inputs.size(); ++i) plan.set_input(i, run.inputs[i]);
            plan.run();
            CHECK(difference(plan.activation(model.size() - 1), expected) < 2e-5);
        }
    }
}

TEST_CASE("a plan computes the reference's weight gradients for every layer kind with weights") {
    for (const LayerCase& layer_case : layer_cases()) {
        for (const std::int64_t batch : {1, 5}) {
            CAPTURE(layer_case.name);
            CAPTURE(batch);
            LayerRun run = random_run(layer_case, batch, 7);
            run.training = true;
            const Model model = model_of(run);
            const int layer = model.size() - 1;
            // A plan computes no gradients without a trainable weight.
            if (trainable_count(model, layer) == 0) continue;
            Plan plan(model, batch, Plan::Purpose::training);
            for (std::size_t i = 0; i < run.inputs.size(); ++i) plan.set_input(i, run.inputs[i]);
            plan.run_training(1);
            std::vector<float> expected = run.forward();
            if (run.layer->activation().kind == ActivationKind::relu)
                for (float& value : expected) value = std::max(0.F, value);
            CHECK(difference(plan.pre_activation(layer), expected) < 2e-5);
            const std::vector<float> gradient = random_values(plan.pre_activation_gradient(layer).size(), 9);
            std::ranges::copy(gradient, plan.pre_activation_gradient(layer).begin());
            plan.backward();
            const LayerRun::Gradients gradients = run.backward(gradient);
            const std::vector<WeightSpec> specs = run.layer->weights(run.input_shapes);
            for (std::size_t weight = 0; weight < specs.size(); ++weight) {
                CAPTURE(weight);
                if (specs[weight].trainable)
                    CHECK(difference(plan.gradient(layer, weight), gradients.weights[weight]) < 5e-5);
                else
                    CHECK(plan.gradient(layer, weight).empty());
            }
        }
    }
}

TEST_CASE("the course model's layers equal the references for batches that do or do not divide evenly into chunks") {
    const Model model = course_model(3);
    for (const std::int64_t batch : {1, 2, 9, 40}) {
        const std::vector<float> input = random_values(static_cast<std::size_t>(batch) * 784, 11);
        Plan plan(model, batch);
        plan.set_input(0, input);
        plan.run();
        const auto expected = reference(model, batch, input);
        for (int i = 0; i < model.size(); ++i) {
            CAPTURE(i);
            CHECK(difference(plan.activation(i), expected[static_cast<std::size_t>(i)]) < 1e-5);
        }
        const auto last = plan.example(batch - 1);
        CHECK(last[1].size() == 26 * 26 * 64);
        CHECK(last[1].data() == plan.activation(1).data() + (batch - 1) * 26 * 26 * 64);
    }
}

TEST_CASE("changing a weight or ablating a channel changes that node and those after it, but no node before it") {
    const Model model = course_model(3);
    const std::vector<float> input = random_values(784, 13);
    Plan plan(model, 1);
    plan.set_input(0, input);
    plan.run();
    const auto snapshot = [&] {
        std::vector<std::vector<float>> values;
        values.reserve(model.nodes().size());
        for (int i = 0; i < model.size(); ++i)
            values.emplace_back(plan.activation(i).begin(), plan.activation(i).end());
        return values;
    };
    const auto before = snapshot();
    Tensor kernel = *model.node(3).weights[0];
    for (float& value : kernel.values) value = -value;
    const Model edited = model.with_weight(3, 0, std::make_shared<const Tensor>(kernel));
    plan.set_weight(3, 0, edited.node(3).weights[0]);
    plan.run();
    const auto expected = reference(edited, 1, input);
    for (int i = 0; i < model.size(); ++i) {
        CAPTURE(i);
        if (i < 3) CHECK(snapshot()[static_cast<std::size_t>(i)] == before[static_cast<std::size_t>(i)]);
        CHECK(difference(plan.activation(i), expected[static_cast<std::size_t>(i)]) < 1e-5);
    }
    plan.set_weight(3, 0, model.node(3).weights[0]);
    plan.run();
    CHECK(snapshot() == before);

    plan.set_ablated(1, {0, 63});
    plan.run();
    const std::span<const float> maps = plan.activation(1);
    for (std::size_t i = 0; i < maps.size(); ++i) CHECK(maps[i] == (i % 64 == 0 || i % 64 == 63 ? 0 : before[1][i]));
    CHECK(plan.activation(4)[0] != before[4][0]);
    plan.set_ablated(1, {});
    plan.run();
    CHECK(snapshot() == before);
}

TEST_CASE(
    "the course model's gradients equal those of its layers' references, applied from the last layer to the first") {
    const Model model = course_model(3);
    constexpr std::int64_t kBatch = 5;
    const std::vector<float> input = random_values(kBatch * 784, 17);
    Plan plan(model, kBatch, Plan::Purpose::training);
    plan.set_input(0, input);
    plan.run_training(1);
    const int last = model.size() - 1;
    std::vector<float> gradient = random_values(plan.pre_activation_gradient(last).size(), 19);
    std::ranges::copy(gradient, plan.pre_activation_gradient(last).begin());
    plan.backward();

    const auto values = reference(model, kBatch, input);
    for (int i = last; i > 0; --i) {
        CAPTURE(i);
        const Node& node = model.node(i);
        const std::vector<Shape> shapes = model.input_shapes(i);
        const std::vector<float>& output = values[static_cast<std::size_t>(i)];
        const std::span<const float> inputs[] = {values[static_cast<std::size_t>(i) - 1]};
        // The only other activation is relu, whose gradient follows from the output.
        if (i < last) activation_gradient(node.layer->activation(), output, output, gradient, 1, gradient);
        std::vector<std::span<const float>> weights;
        std::vector<std::vector<float>> weight_gradients;
        for (const SharedTensor& weight : node.weights) {
            weights.emplace_back(weight->values);
            weight_gradients.emplace_back(weight->values.size());
        }
        std::vector<float> input_gradient(inputs[0].size());
        const std::span<float> input_gradients[] = {input_gradient};
        const std::vector<std::span<float>> weight_spans(weight_gradients.begin(), weight_gradients.end());
        node.layer->backward(
            {{kBatch, shapes, inputs, weights, node.shape, {}}, gradient, input_gradients, weight_spans});
        for (std::size_t weight = 0; weight < weights.size(); ++weight)
            CHECK(difference(plan.gradient(i, weight), weight_gradients[weight]) < 1e-4);
        gradient = input_gradient;
    }
}

TEST_CASE("after a stop request a run ends early, and the next one computes the rest") {
    for (const std::int64_t batch : {1, 40}) {
        CAPTURE(batch);
        const Model model = course_model(5);
        Plan plan(model, batch);
        const auto count = static_cast<std::size_t>(batch * model.node(model.inputs().front()).shape.count());
        const auto fill = [&](Plan& filled, float factor) {
            std::vector<float> values(count);
            for (std::size_t i = 0; i < count; ++i) values[i] = factor * static_cast<float>(i % 17);
            filled.set_input(0, values);
        };
        const auto output = [&](const Plan& of) {
            const std::span<const float> values = of.activation(model.outputs().front());
            return std::vector<float>(values.begin(), values.end());
        };
        fill(plan, 1);
        CHECK(plan.run());
        const std::vector<float> before = output(plan);
        std::stop_source stop;
        stop.request_stop();
        fill(plan, -0.5F);
        CHECK_FALSE(plan.run(stop.get_token()));
        CHECK(output(plan) == before);
        CHECK(plan.run());
        Plan fresh(model, batch);
        fill(fresh, -0.5F);
        fresh.run();
        CHECK(output(plan) == output(fresh));
        CHECK(output(plan) != before);
    }
}

TEST_CASE("a run that ends at a time computes at least one node; the runs after it compute the rest") {
    const Model model = course_model(1);
    const std::vector<float> input = random_values(28 * 28, 3);
    Plan plan(model, 1);
    plan.set_input(0, input);
    const auto past = std::chrono::steady_clock::now() - std::chrono::seconds(1);
    for (int node = 1; node < model.size(); ++node) {
        CAPTURE(node);
        CHECK(plan.run_until(past) == (node + 1 == model.size()));
        REQUIRE(plan.computed().size() == 1);
        CHECK(plan.computed().front() == node);
    }
    const std::vector<std::vector<float>> expected = reference(model, 1, input);
    for (int node = 0; node < model.size(); ++node)
        CHECK(difference(plan.activation(node), expected[static_cast<std::size_t>(node)]) < 1e-5);
    CHECK(plan.run_until(past));
    CHECK(plan.computed().empty());
    plan.set_input(0, input);
    CHECK(plan.run_until(std::chrono::steady_clock::time_point::max()));
    CHECK(std::ssize(plan.computed()) == model.size() - 1);
}

TEST_CASE("the gradient of a node with several consumers is the sum of the gradients from all of them") {
    // total = (dense + dense) + dense: the node "dense" is used three times, by two consumers.
    LayerCase dense_case;
    for (const LayerCase& c : layer_cases())
        if (c.layer->type() == "Dense" && c.layer->activation().is_linear() && c.inputs[0].rank() == 1 &&
            c.layer->weights(c.inputs).size() == 2)
            dense_case = c;
    REQUIRE(dense_case.layer);
    SharedLayer add;
    for (const LayerCase& c : layer_cases())
        if (c.layer->type() == "Add") add = c.layer;
    REQUIRE(add);
    ModelBuilder builder;
    const int input = builder.input("x", dense_case.inputs[0]);
    const int dense = builder.add("dense", dense_case.layer, {input});
    const int sum = builder.add("sum", add, {dense, dense});
    builder.add("total", add, {sum, dense});
    const Model model = initialised(builder.build(), 1);
    Plan plan(model, 3, Plan::Purpose::training);
    plan.set_input(0, random_values(static_cast<std::size_t>(3 * dense_case.inputs[0].count()), 1));
    plan.run_training(1);
    std::ranges::fill(plan.pre_activation_gradient(3), 1.F);
    plan.backward();
    // total = 3 dense, so each of the 3 examples adds 3 to the bias's gradient.
    for (const float value : plan.gradient(dense, 1)) CHECK(value == doctest::Approx(9));
}

}  // namespace convscope::nn
