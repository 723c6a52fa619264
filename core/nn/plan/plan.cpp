#include "core/nn/plan/plan.h"

#include <algorithm>
#include <cassert>
#include <string>
#include <utility>

#include "core/base/free_memory.h"
#include "core/base/text/translation.h"
#include "core/nn/plan/plan_engine.h"

namespace convscope::nn {

namespace {

/// Throws MemoryError if there is an activation_fault().
const Model& checked(const Model& model, std::int64_t batch, Plan::Purpose purpose) {
    const std::string fault =
        activation_fault(model, batch, purpose == Plan::Purpose::training || purpose == Plan::Purpose::gradients);
    if (!fault.empty()) throw MemoryError(tr("The model \"{}\" {}; {}.", model.info().name, fault, kMemoryRemedy));
    return model;
}

}  // namespace

std::string activation_fault(const Model& model, std::int64_t batch, bool has_gradients) {
    constexpr double kAlwaysAllowed = 1 << 26;  // smaller plans need not ask the system
    const double bytes = activation_bytes(model, batch, has_gradients);
    return bytes > kAlwaysAllowed ? memory_fault(bytes, free_memory()) : std::string();
}

std::int64_t batch_size(const Model& model, std::int64_t count, std::int64_t limit) {
    constexpr double kMaxBytes = 1 << 28;
    const auto fitting = static_cast<std::int64_t>(kMaxBytes / activation_bytes(model, 1));
    return std::clamp<std::int64_t>(std::min(count, fitting), 1, limit);
}

Plan::Plan(const Model& model, std::int64_t batch, Purpose purpose)
    : engine_(std::make_unique<PlanEngine>(checked(model, batch, purpose), batch, purpose)) {}
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
    NodeState& node_state = engine_->state(node);
    assert(tensor->shape == node_state.weights.at(weight)->shape);
    // Keep the old tensor until the operator no longer points to it.
    const SharedTensor old = std::exchange(node_state.weights.at(weight), std::move(tensor));
    node_state.spans.at(weight) = node_state.weights[weight]->values;
    engine_->load_weights(node);
}

void Plan::set_ablated(int node, std::vector<std::int64_t> channels) {
    NodeState& node_state = engine_->state(node);
    if (node_state.ablated == channels) return;
    node_state.ablated = std::move(channels);
    node_state.stale = true;
}

bool Plan::run(const std::stop_token& stop) {
    return engine_->run_stale({.stop = stop});
}

bool Plan::run_until(std::chrono::steady_clock::time_point time, const std::stop_token& stop) {
    return engine_->run_stale({.stop = stop, .time = time});
}

std::span<const int> Plan::computed() const {
    return engine_->computed();
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

void Plan::use_weights(int node, WeightSpans weights) {
    NodeState& node_state = engine_->state(node);
    if (!node_state.op) return;
    node_state.spans.assign(weights.begin(), weights.end());
    engine_->load_weights(node);
}

void Plan::run_training(std::uint64_t seed) {
    engine_->run_training(seed);
}

std::span<const float> Plan::pre_activation(int node) const {
    NodeState& node_state = engine_->state(node);
    return {node_state.pre_activation_data(), node_state.output.size()};
}

std::span<float> Plan::pre_activation_gradient(int node) {
    NodeState& node_state = engine_->state(node);
    return node_state.caller_gradient.empty() ? node_state.gradient : node_state.caller_gradient;
}

void Plan::backward() {
    engine_->backward();
}

std::span<const float> Plan::activation_gradient(int node) const {
    NodeState& node_state = engine_->state(node);
    return node_state.output_gradient.empty() ? node_state.gradient : node_state.output_gradient;
}

std::span<const float> Plan::gradient(int node) const {
    return engine_->state(node).gradient;
}

std::span<const float> Plan::gradient(int node, std::size_t weight) const {
    const auto& chunks = engine_->state(node).weight_gradients;
    if (chunks.empty()) return {};
    return chunks.front().at(weight);
}

void Plan::update_statistics(int node, std::span<const std::span<float>> weights) const {
    engine_->update_statistics(node, weights);
}

}  // namespace convscope::nn
