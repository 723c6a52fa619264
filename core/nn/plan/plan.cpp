#include "core/nn/plan/plan.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "core/base/parallel.h"
#include "core/nn/plan/light_operators.h"
#include "core/nn/plan/plan_engine.h"
#include "core/nn/train/random.h"

namespace convscope::nn {

namespace {

/// Large enough for matrix products to pay, small enough for the course model's activations to stay in the caches:
/// 8 x 250 kB.
constexpr std::int64_t kMaxChunk = 16;

/// The gradient of relu follows from its output; every other function's from what went in.
bool needs_linear(const Activation& activation) {
    return !activation.is_linear() && activation.kind != ActivationKind::relu;
}

void silence(std::span<const std::int64_t> channels, const Shape& shape, std::int64_t count, float* output) {
    const std::int64_t pixels = count * shape.count() / shape.channels();
    for (const std::int64_t channel : channels)
        for (std::int64_t pixel = 0; pixel < pixels; ++pixel) output[pixel * shape.channels() + channel] = 0;
}

}  // namespace

Plan::Engine::Engine(const Model& model, std::int64_t batch, Purpose purpose)
    : model_(model), batch_(batch), training_(purpose == Purpose::training), nodes_(model.nodes().size()) {
    assert(batch >= 1);
    divide();
    order_.reserve(nodes_.size());
    for (int i = 0; i < model_.size(); ++i) prepare(i);
    if (training_) prepare_backward();
}

void Plan::Engine::divide() {
    // Training has a set of gradients per chunk: as few chunks as there are cores.
    const std::int64_t wanted = core_count();
    std::int64_t size = (batch_ + wanted - 1) / wanted;
    if (!training_) size = std::min(size, kMaxChunk);
    for (std::int64_t first = 0; first < batch_; first += size)
        chunks_.push_back({first, std::min(size, batch_ - first)});
}

bool Plan::Engine::trains(const Node& node) const {
    return training_ && (node.trainable || !node.layer->mixes_examples());
}

void Plan::Engine::prepare(int index) {
    const Node& node = model_.node(index);
    NodeState& own = state(index);
    own.output.resize(static_cast<std::size_t>(batch_ * node.shape.count()));
    if (training_ && needs_linear(node.layer->activation())) own.linear_part.resize(own.output.size());
    own.weights = node.weights;
    if (node.inputs.empty()) return;
    own.op = make_operator(*node.layer, model_.input_shapes(index), node.shape, training_);
    for (const SharedTensor& weight : own.weights) own.spans.emplace_back(weight->values);
    own.op->load(own.spans);
    own.whole_batch = trains(node) && own.op->wants_whole_batch();
    if (own.whole_batch) {
        own.forward.push_back(forward_work(index, {0, batch_}));
        return;
    }
    for (const Chunk& chunk : chunks_) own.forward.push_back(forward_work(index, chunk));
}

void Plan::Engine::load(int index) {
    NodeState& own = state(index);
    own.op->load(own.spans);
    own.stale = true;
}

Arrays Plan::Engine::arrays(int index, const Chunk& chunk) {
    const Node& node = model_.node(index);
    NodeState& own = state(index);
    Arrays arrays{.count = chunk.count, .alone = chunks_.size() == 1, .first_example = chunk.first};
    for (const int input : node.inputs)
        arrays.inputs.push_back(state(input).output.data() + chunk.first * model_.node(input).shape.count());
    arrays.linear = own.linear() + chunk.first * node.shape.count();
    arrays.output = own.output.data() + chunk.first * node.shape.count();
    if (trains(node)) arrays.seed = &own.seed;
    return arrays;
}

Work Plan::Engine::forward_work(int index, const Chunk& chunk) {
    const Node& node = model_.node(index);
    NodeState& own = state(index);
    const Arrays a = arrays(index, chunk);
    const Activation activation = own.op->applies_activation() ? Activation{} : node.layer->activation();
    return [a, activation, shape = node.shape, linear_part = own.op->forward(a), &ablated = own.ablated] {
        linear_part();
        activate_pixels(activation, shape, a, a.linear);
        if (!ablated.empty()) silence(ablated, shape, a.count, a.output);
    };
}

void Plan::Engine::run(const std::vector<int>& order, std::vector<Work> NodeState::*works) {
    for (auto first = order.begin(); first != order.end();) {
        NodeState& node = state(*first);
        if (node.whole_batch || chunks_.size() == 1) {
            for (const Work& work : node.*works) work();
            ++first;
            continue;
        }
        const auto last = std::find_if(first, order.end(), [&](int i) { return state(i).whole_batch; });
        parallel_for(static_cast<int>(chunks_.size()), [&](int chunk) {
            for (auto i = first; i != last; ++i) {
                const std::vector<Work>& own = state(*i).*works;
                if (!own.empty()) own[static_cast<std::size_t>(chunk)]();
            }
        });
        first = last;
    }
}

void Plan::Engine::run_stale() {
    order_.clear();
    for (int i = 0; i < model_.size(); ++i) {
        NodeState& own = state(i);
        const auto changed = [this](int input) { return state(input).stale; };
        if (std::ranges::any_of(model_.node(i).inputs, changed)) own.stale = true;
        if (own.stale && own.op) order_.push_back(i);
    }
    run(order_, &NodeState::forward);
    for (NodeState& node : nodes_) node.stale = false;
}

Plan::Plan(const Model& model, std::int64_t batch, Purpose purpose)
    : engine_(std::make_unique<Engine>(model, batch, purpose)) {}
Plan::~Plan() = default;
Plan::Plan(Plan&&) noexcept = default;
Plan& Plan::operator=(Plan&&) noexcept = default;

const Model& Plan::model() const {
    return engine_->model();
}

std::int64_t Plan::batch() const {
    return engine_->batch();
}

void Plan::set_input(std::size_t which, std::span<const float> values) {
    NodeState& node = engine_->state(model().inputs().at(which));
    assert(values.size() == node.output.size());
    std::ranges::copy(values, node.output.begin());
    node.stale = true;
}

void Plan::set_weight(int node, std::size_t weight, SharedTensor tensor) {
    NodeState& own = engine_->state(node);
    assert(tensor->shape == own.weights.at(weight)->shape);
    // The old tensor lives until the operator has let go of it.
    const SharedTensor old = std::exchange(own.weights.at(weight), std::move(tensor));
    own.spans.at(weight) = own.weights[weight]->values;
    engine_->load(node);
}

void Plan::set_ablated(int node, std::vector<std::int64_t> channels) {
    NodeState& own = engine_->state(node);
    if (own.ablated == channels) return;
    own.ablated = std::move(channels);
    own.stale = true;
}

void Plan::run() {
    engine_->run_stale();
}

std::span<const float> Plan::activation(int node) const {
    return engine_->state(node).output;
}

std::vector<std::span<const float>> Plan::example(std::int64_t n) const {
    std::vector<std::span<const float>> spans;
    for (int i = 0; i < model().size(); ++i) {
        const auto size = static_cast<std::size_t>(model().node(i).shape.count());
        spans.push_back(activation(i).subspan(static_cast<std::size_t>(n) * size, size));
    }
    return spans;
}

}  // namespace convscope::nn
