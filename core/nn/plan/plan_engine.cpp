#include "core/nn/plan/plan_engine.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/nn/plan/kernels/value_kernels.h"
#include "core/nn/plan/light_operators.h"
#include "core/nn/plan/plan.h"

namespace convscope::nn {

namespace {

/// The largest number of examples in a chunk at inference: enough for efficient matrix products, and few enough for the
/// course model's activations to stay in the caches (16 x 250 kB).
constexpr std::int64_t kMaxChunk = 16;

/// The gradient of relu follows from its output; that of every other function needs its argument.
bool needs_pre_activation(const Activation& activation) {
    return !activation.is_linear() && activation.kind != ActivationKind::relu;
}

/// Sets these channels to 0, for values in rows of `row` channels.
void set_to_zero(std::span<const std::int64_t> channels, std::size_t row, std::span<float> values) {
    for (const std::int64_t channel : channels)
        for (std::size_t i = static_cast<std::size_t>(channel); i < values.size(); i += row) values[i] = 0;
}

/// The backward work of one node on one chunk. Copies share `added`, because operator_work is bound to its memory.
struct BackwardStep {
    Activation activation;
    std::size_t channels = 1;
    std::span<const float> pre_activation, output;
    std::span<float> gradient;
    std::span<const float> caller_gradient;  ///< empty without one
    bool has_consumers = false;              ///< true: they have written `gradient`, with respect to the output
    std::span<float> output_gradient;        ///< gets a copy of that gradient; empty: no copy is kept
    const std::vector<std::int64_t>* ablated = nullptr;
    Work operator_work;
    std::shared_ptr<const std::vector<AddedGradient>> added;

    void operator()() const {
        if (has_consumers) {
            std::ranges::copy(gradient.first(output_gradient.size()), output_gradient.begin());
            if (!ablated->empty()) set_to_zero(*ablated, channels, gradient);
            differentiate_activation();
        }
        if (!caller_gradient.empty()) add(gradient, caller_gradient, gradient);
        operator_work();
        for (const AddedGradient& part : *added) add(part.sum, part.values, part.sum);
    }

    /// Replaces the gradient with respect to the output by that with respect to the pre-activation.
    void differentiate_activation() const {
        if (activation.kind == ActivationKind::relu)
            relu_gradient(output, gradient);
        else if (!activation.is_linear())
            activation_gradient(activation, pre_activation, output, gradient, channels, gradient);
    }
};

}  // namespace

double activation_bytes(const Model& model, std::int64_t batch, bool has_gradients) {
    double values = 0;
    for (const Node& node : model.nodes()) {
        const int tensors = has_gradients ? needs_pre_activation(node.layer->activation()) ? 3 : 2 : 1;
        values += tensors * static_cast<double>(node.shape.count());
    }
    return values * static_cast<double>(batch) * sizeof(float);
}

PlanEngine::PlanEngine(const Model& model, std::int64_t batch, Plan::Purpose purpose)
    : model_(model), batch_(batch), purpose_(purpose), nodes_(model.nodes().size()) {
    assert(batch >= 1);
    divide_batch();
    order_.reserve(nodes_.size());
    for (int i = 0; i < model_.size(); ++i) bind_forward(i);
    if (has_backward()) bind_all_backward();
}

void PlanEngine::divide_batch() {
    // Training stores weight gradients for each chunk, so there are no more chunks than cores.
    const std::int64_t cores = core_count();
    std::int64_t size = (batch_ + cores - 1) / cores;
    if (!is_for_training()) size = std::min(size, kMaxChunk);
    for (std::int64_t first = 0; first < batch_; first += size)
        chunks_.push_back({first, std::min(size, batch_ - first)});
}

bool PlanEngine::is_training(const Node& node) const {
    return is_for_training() && (node.trainable || !node.layer->mixes_examples());
}

bool PlanEngine::is_output(int index) const {
    return std::ranges::find(model_.outputs(), index) != model_.outputs().end();
}

bool PlanEngine::keeps_pre_activation(int index) const {
    return has_backward() || (purpose_ == Plan::Purpose::scores && is_output(index));
}

void PlanEngine::bind_forward(int index) {
    const Node& node = model_.node(index);
    NodeState& node_state = state(index);
    node_state.output.resize(static_cast<std::size_t>(batch_ * node.shape.count()));
    if (keeps_pre_activation(index) && needs_pre_activation(node.layer->activation()))
        node_state.pre_activation.resize(node_state.output.size());
    node_state.weights = node.weights;
    if (node.inputs.empty()) return;
    node_state.op = make_operator(*node.layer, model_.input_shapes(index), node.shape, keeps_pre_activation(index));
    for (const SharedTensor& weight : node_state.weights) node_state.spans.emplace_back(weight->values);
    node_state.op->load(node_state.spans);
    node_state.whole_batch = is_training(node) && node_state.op->needs_whole_batch();
    if (node_state.whole_batch) {
        node_state.forward.push_back(forward_work(index, {0, batch_}));
        return;
    }
    for (const Chunk& chunk : chunks_) node_state.forward.push_back(forward_work(index, chunk));
}

void PlanEngine::load_weights(int index) {
    NodeState& node_state = state(index);
    node_state.op->load(node_state.spans);
    node_state.stale = true;
}

Arrays PlanEngine::arrays(int index, const Chunk& chunk) {
    const Node& node = model_.node(index);
    NodeState& node_state = state(index);
    Arrays arrays{.count = chunk.count, .all_cores = chunks_.size() == 1, .first_example = chunk.first};
    for (const int input : node.inputs)
        arrays.inputs.push_back(state(input).output.data() + chunk.first * model_.node(input).shape.count());
    arrays.pre_activation = node_state.pre_activation_data() + chunk.first * node.shape.count();
    arrays.output = node_state.output.data() + chunk.first * node.shape.count();
    if (is_training(node)) arrays.seed = &node_state.seed;
    return arrays;
}

Work PlanEngine::forward_work(int index, const Chunk& chunk) {
    const Node& node = model_.node(index);
    NodeState& node_state = state(index);
    const Arrays a = arrays(index, chunk);
    const Activation activation = node_state.op->applies_activation() ? Activation{} : node.layer->activation();
    return
        [a, activation, shape = node.shape, operator_work = node_state.op->forward(a), &ablated = node_state.ablated] {
            operator_work();
            activate_pixels(activation, shape, a, a.pre_activation);
            if (!ablated.empty())
                set_to_zero(ablated, static_cast<std::size_t>(shape.channels()),
                            {a.output, static_cast<std::size_t>(a.count * shape.count())});
        };
}

std::size_t PlanEngine::run(const std::vector<int>& order, Pass pass, const RunEnd& end) {
    const std::stop_token& stop = end.stop;
    for (auto first = order.begin(); first != order.end();) {
        const bool is_late = end.has_time() && first != order.begin() && std::chrono::steady_clock::now() >= end.time;
        if (is_late || stop.stop_requested()) return static_cast<std::size_t>(first - order.begin());
        const NodeState& node = state(*first);
        if (node.whole_batch || chunks_.size() == 1) {
            for (const Work& work : node.works(pass)) work();
            ++first;
            continue;
        }
        const auto last = std::find_if(first, order.end(), [&](int i) { return state(i).whole_batch; });
        parallel_for(static_cast<int>(chunks_.size()), [&](int chunk) {
            for (auto i = first; i != last && !stop.stop_requested(); ++i) {
                const std::vector<Work>& works = state(*i).works(pass);
                if (!works.empty()) works[static_cast<std::size_t>(chunk)]();
            }
        });
        if (!stop.stop_requested()) first = last;  // otherwise some chunks are not complete
    }
    return order.size();
}

bool PlanEngine::run_stale(const RunEnd& end) {
    order_.clear();
    for (int i = 0; i < model_.size(); ++i) {
        NodeState& node_state = state(i);
        const auto changed = [this](int input) { return state(input).stale; };
        if (std::ranges::any_of(model_.node(i).inputs, changed)) node_state.stale = true;
        if (node_state.stale && node_state.op) order_.push_back(i);
    }
    computed_ = run(order_, Pass::forward, end);
    for (NodeState& node : nodes_) node.stale = false;
    for (std::size_t i = computed_; i < order_.size(); ++i) state(order_[i]).stale = true;
    return computed_ == order_.size();
}

void PlanEngine::bind_all_backward() {
    for (int i = 0; i < model_.size(); ++i) {
        const Node& node = model_.node(i);
        NodeState& node_state = state(i);
        const auto needs_gradient = [this](int input) { return state(input).needs_gradient; };
        node_state.needs_gradient = !is_for_training() || (!node.inputs.empty() && trainable_count(model_, i) > 0) ||
                                    std::ranges::any_of(node.inputs, needs_gradient);
        if (!node_state.needs_gradient) continue;
        node_state.gradient.resize(node_state.output.size());
        const bool has_consumers = !model_.consumers(i).empty();
        if (is_output(i) && has_consumers) node_state.caller_gradient.resize(node_state.output.size());
        if (!is_for_training() && has_consumers && !node.inputs.empty())
            node_state.output_gradient.resize(node_state.output.size());
    }
    for (int i = 0; i < model_.size(); ++i)
        if (state(i).needs_gradient && !model_.node(i).inputs.empty()) bind_backward(i);
}

void PlanEngine::bind_backward(int index) {
    const Node& node = model_.node(index);
    NodeState& node_state = state(index);
    const std::vector<Chunk> chunks = node_state.whole_batch ? std::vector<Chunk>{{0, batch_}} : chunks_;
    const std::vector<WeightSpec> specs = node.layer->weights(model_.input_shapes(index));
    for (std::size_t c = 0; c < chunks.size(); ++c) {
        auto& gradients = node_state.weight_gradients.emplace_back();
        for (const WeightSpec& spec : specs) {
            const bool trained = is_for_training() && node.trainable && spec.trainable;
            gradients.emplace_back(trained ? static_cast<std::size_t>(spec.shape.count()) : 0);
        }
    }
    for (std::size_t c = 0; c < chunks.size(); ++c) node_state.backward.push_back(backward_work(index, c, chunks[c]));
}

bool PlanEngine::is_first_writer(int consumer, std::size_t slot) const {
    const std::vector<int>& slots = model_.node(consumer).inputs;
    const int input = slots[slot];
    const auto slot_position = slots.begin() + static_cast<std::ptrdiff_t>(slot);
    const bool earlier_slot = std::find(slots.begin(), slot_position, input) != slot_position;
    // The backward pass visits later nodes first.
    return !earlier_slot && model_.consumers(input).back() == consumer;
}

std::vector<AddedGradient> PlanEngine::bind_input_gradients(int index, const Chunk& chunk, GradientArrays& gradients) {
    const Node& node = model_.node(index);
    std::vector<AddedGradient> added;
    added.reserve(node.inputs.size());
    for (std::size_t slot = 0; slot < node.inputs.size(); ++slot) {
        NodeState& input = state(node.inputs[slot]);
        gradients.inputs.push_back(nullptr);
        if (!input.needs_gradient) continue;
        const std::int64_t count = model_.node(node.inputs[slot]).shape.count();
        float* const to = input.gradient.data() + chunk.first * count;
        gradients.inputs.back() = to;
        if (is_first_writer(index, slot)) continue;
        const auto values = static_cast<std::size_t>(chunk.count * count);
        added.push_back({AlignedFloats(values), {to, values}});
        gradients.inputs.back() = added.back().values.data();
    }
    return added;
}

Work PlanEngine::backward_work(int index, std::size_t chunk_index, const Chunk& chunk) {
    const Node& node = model_.node(index);
    NodeState& node_state = state(index);
    const auto size = static_cast<std::size_t>(chunk.count * node.shape.count());
    const auto start = static_cast<std::size_t>(chunk.first * node.shape.count());
    const Arrays a = arrays(index, chunk);
    GradientArrays gradients{.pre_activation = node_state.gradient.data() + start};
    std::vector<AddedGradient> added = bind_input_gradients(index, chunk, gradients);
    for (AlignedFloats& weight : node_state.weight_gradients[chunk_index])
        gradients.weights.push_back(weight.empty() ? nullptr : weight.data());
    BackwardStep step{.activation = node.layer->activation(),
                      .channels = static_cast<std::size_t>(node.shape.channels()),
                      .pre_activation = {a.pre_activation, size},
                      .output = {a.output, size},
                      .gradient = {node_state.gradient.data() + start, size}};
    if (!node_state.caller_gradient.empty()) step.caller_gradient = {node_state.caller_gradient.data() + start, size};
    step.has_consumers = !model_.consumers(index).empty();
    if (!node_state.output_gradient.empty())
        step.output_gradient = std::span(node_state.output_gradient).subspan(start, size);
    step.ablated = &node_state.ablated;
    step.operator_work = node_state.op->backward(a, gradients);
    step.added = std::make_shared<const std::vector<AddedGradient>>(std::move(added));
    return step;
}

void PlanEngine::run_training(std::uint64_t seed) {
    assert(is_for_training());
    order_.clear();
    computed_ = 0;
    for (int i = 0; i < model_.size(); ++i) {
        state(i).seed = random_bits(seed, static_cast<std::uint64_t>(i));
        if (state(i).op) order_.push_back(i);
    }
    run(order_, Pass::forward);
    for (const int output : model_.outputs()) {
        NodeState& node = state(output);
        std::ranges::fill(node.caller_gradient.empty() ? node.gradient : node.caller_gradient, 0.F);
    }
}

void PlanEngine::backward() {
    assert(has_backward());
    order_.clear();
    computed_ = 0;
    for (int i = model_.size() - 1; i >= 0; --i)
        if (state(i).needs_gradient) order_.push_back(i);
    run(order_, Pass::backward);
    if (is_for_training()) sum_weight_gradients();
}

void PlanEngine::sum_weight_gradients() {
    parallel_for(model_.size(), [this](int i) {
        auto& chunks = state(i).weight_gradients;
        for (std::size_t chunk = 1; chunk < chunks.size(); ++chunk)
            for (std::size_t weight = 0; weight < chunks[chunk].size(); ++weight)
                add(chunks[0][weight], chunks[chunk][weight], chunks[0][weight]);
    });
}

void PlanEngine::update_statistics(int index, std::span<const std::span<float>> weights) {
    const std::vector<Shape> shapes = model_.input_shapes(index);
    std::vector<std::span<const float>> inputs;
    for (const int input : model_.node(index).inputs) inputs.emplace_back(state(input).output);
    ForwardCall call{.batch = batch_, .input_shapes = shapes, .inputs = inputs};
    call.weights = state(index).spans;
    call.output_shape = model_.node(index).shape;
    call.training = true;
    call.seed = state(index).seed;
    model_.node(index).layer->update_statistics(call, weights);
}

}  // namespace convscope::nn
