#include <algorithm>
#include <cassert>

#include "core/base/parallel.h"
#include "core/nn/plan/kernels/value_kernels.h"
#include "core/nn/plan/plan_engine.h"
#include "core/nn/train/random.h"

namespace convscope::nn {

namespace {

/// From the gradient with respect to the output to that with respect to the linear part, in place.
void through_activation(const Activation& activation, std::size_t channels, std::span<const float> linear,
                        std::span<const float> output, std::span<float> gradient) {
    if (activation.kind == ActivationKind::relu)
        relu_gradient(output, gradient);
    else if (!activation.is_linear())
        activation_gradient(activation, linear, output, gradient, channels, gradient);
}

}  // namespace

void Plan::Engine::prepare_backward() {
    for (int i = 0; i < model_.size(); ++i) {
        const Node& node = model_.node(i);
        NodeState& own = state(i);
        if (node.inputs.empty()) continue;
        own.wants_gradient = trainable_count(model_, i) > 0 || std::ranges::any_of(node.inputs, [this](int input) {
                                 return state(input).wants_gradient;
                             });
        if (!own.wants_gradient) continue;
        own.gradient.resize(own.output.size());
        const bool is_output = std::ranges::find(model_.outputs(), i) != model_.outputs().end();
        if (is_output && !model_.consumers(i).empty()) own.given.resize(own.output.size());
    }
    for (int i = 0; i < model_.size(); ++i)
        if (state(i).wants_gradient) bind_backward(i);
}

void Plan::Engine::bind_backward(int index) {
    const Node& node = model_.node(index);
    NodeState& own = state(index);
    const std::vector<Chunk> chunks = own.whole_batch ? std::vector<Chunk>{{0, batch_}} : chunks_;
    const std::vector<WeightSpec> specs = node.layer->weights(model_.input_shapes(index));
    for (std::size_t c = 0; c < chunks.size(); ++c) {
        auto& gradients = own.weight_gradients.emplace_back();
        for (const WeightSpec& spec : specs) {
            const bool trained = node.trainable && spec.trainable;
            gradients.emplace_back(trained ? static_cast<std::size_t>(spec.shape.count()) : 0);
        }
    }
    for (std::size_t c = 0; c < chunks.size(); ++c) own.backward.push_back(backward_work(index, c, chunks[c]));
}

bool Plan::Engine::is_first_writer(int consumer, std::size_t slot) const {
    const int input = model_.node(consumer).inputs[slot];
    const std::vector<int>& slots = model_.node(consumer).inputs;
    const bool earlier_slot = std::find(slots.begin(), slots.begin() + static_cast<std::ptrdiff_t>(slot), input) !=
                              slots.begin() + static_cast<std::ptrdiff_t>(slot);
    // The way back visits later nodes first.
    return !earlier_slot && model_.consumers(input).back() == consumer;
}

Work Plan::Engine::backward_work(int index, std::size_t chunk_index, const Chunk& chunk) {
    const Node& node = model_.node(index);
    NodeState& own = state(index);
    const auto size = static_cast<std::size_t>(chunk.count * node.shape.count());
    const auto start = static_cast<std::size_t>(chunk.first * node.shape.count());
    const Arrays a = arrays(index, chunk);
    GradientArrays gradients{.linear = own.gradient.data() + start};
    struct Spill {
        AlignedFloats part;
        std::span<float> sum;
    };
    std::vector<Spill> spills;
    spills.reserve(node.inputs.size());
    for (std::size_t slot = 0; slot < node.inputs.size(); ++slot) {
        NodeState& input = state(node.inputs[slot]);
        gradients.inputs.push_back(nullptr);
        if (!input.wants_gradient) continue;
        const std::int64_t count = model_.node(node.inputs[slot]).shape.count();
        float* const to = input.gradient.data() + chunk.first * count;
        const auto values = static_cast<std::size_t>(chunk.count * count);
        gradients.inputs.back() = to;
        if (is_first_writer(index, slot)) continue;
        spills.push_back({AlignedFloats(values), {to, values}});
        gradients.inputs.back() = spills.back().part.data();
    }
    for (AlignedFloats& weight : own.weight_gradients[chunk_index])
        gradients.weights.push_back(weight.empty() ? nullptr : weight.data());
    // Shared, so that copies of the work keep writing to the memory that has been bound.
    auto spilled = std::make_shared<std::vector<Spill>>(std::move(spills));
    const bool has_consumers = !model_.consumers(index).empty();
    return
        [a, size, has_consumers, spilled, activation = node.layer->activation(),
         channels = static_cast<std::size_t>(node.shape.channels()), gradient = own.gradient.data() + start,
         given = own.given.empty() ? nullptr : own.given.data() + start, linear_part = own.op->backward(a, gradients)] {
            if (has_consumers)
                through_activation(activation, channels, {a.linear, size}, {a.output, size}, {gradient, size});
            if (given != nullptr) add({gradient, size}, {given, size}, {gradient, size});
            linear_part();
            for (const Spill& spill : *spilled) add(spill.sum, spill.part, spill.sum);
        };
}

void Plan::Engine::run_training(std::uint64_t seed) {
    assert(training_);
    order_.clear();
    for (int i = 0; i < model_.size(); ++i) {
        state(i).seed = random_bits(seed, static_cast<std::uint64_t>(i));
        if (state(i).op) order_.push_back(i);
    }
    run(order_, &NodeState::forward);
    for (const int output : model_.outputs()) {
        NodeState& node = state(output);
        std::ranges::fill(node.given.empty() ? node.gradient : node.given, 0.F);
    }
}

void Plan::Engine::backward() {
    assert(training_);
    order_.clear();
    for (int i = model_.size() - 1; i >= 0; --i)
        if (state(i).wants_gradient) order_.push_back(i);
    run(order_, &NodeState::backward);
    sum_gradients();
}

void Plan::Engine::sum_gradients() {
    parallel_for(model_.size(), [this](int i) {
        auto& chunks = state(i).weight_gradients;
        for (std::size_t chunk = 1; chunk < chunks.size(); ++chunk)
            for (std::size_t weight = 0; weight < chunks[chunk].size(); ++weight)
                add(chunks[0][weight], chunks[chunk][weight], chunks[0][weight]);
    });
}

void Plan::Engine::observe(int index, std::span<const std::span<float>> weights) {
    const std::vector<Shape> shapes = model_.input_shapes(index);
    std::vector<std::span<const float>> inputs;
    for (const int input : model_.node(index).inputs) inputs.emplace_back(state(input).output);
    ForwardCall call{.batch = batch_, .input_shapes = shapes, .inputs = inputs};
    call.weights = state(index).spans;
    call.output_shape = model_.node(index).shape;
    call.training = true;
    call.seed = state(index).seed;
    model_.node(index).layer->observe(call, weights);
}

void Plan::use_weights(int node, WeightSpans weights) {
    NodeState& own = engine_->state(node);
    if (!own.op) return;
    own.spans.assign(weights.begin(), weights.end());
    engine_->load(node);
}

void Plan::run_training(std::uint64_t seed) {
    engine_->run_training(seed);
}

std::span<const float> Plan::linear(int node) const {
    NodeState& own = engine_->state(node);
    return {own.linear(), own.output.size()};
}

std::span<float> Plan::linear_gradient(int node) {
    NodeState& own = engine_->state(node);
    return own.given.empty() ? own.gradient : own.given;
}

void Plan::backward() {
    engine_->backward();
}

std::span<const float> Plan::gradient(int node, std::size_t weight) const {
    const auto& chunks = engine_->state(node).weight_gradients;
    if (chunks.empty()) return {};
    return chunks.front().at(weight);
}

void Plan::observe(int node, std::span<const std::span<float>> weights) const {
    engine_->observe(node, weights);
}

}  // namespace convscope::nn
