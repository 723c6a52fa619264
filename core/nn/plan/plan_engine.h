// The implementation of a Plan: one state per node and the division of the batch into chunks. Private to core/nn/plan.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

#include "core/nn/model/model.h"
#include "core/nn/plan/kernels/aligned_floats.h"
#include "core/nn/plan/operator.h"
#include "core/nn/plan/plan.h"

namespace convscope::nn {

/// Consecutive examples that pass through the layers together, so that their activations are still in the cache when
/// the next layer reads them.
struct Chunk {
    std::int64_t first = 0, count = 0;
};

enum class Pass { forward, backward };

/// The conditions that end a run early: a stop request, and a time, but this not before the first node is computed.
struct RunEnd {
    std::stop_token stop = {};
    std::chrono::steady_clock::time_point time = std::chrono::steady_clock::time_point::max();

    bool has_time() const { return time != std::chrono::steady_clock::time_point::max(); }
};

struct NodeState {
    std::unique_ptr<Operator> op;  ///< null for an Input
    std::vector<SharedTensor> weights;
    std::vector<std::span<const float>> spans;  ///< values of the weights in use
    std::vector<std::int64_t> ablated;
    bool stale = true;         ///< must be computed again
    bool whole_batch = false;  ///< has one work for all examples instead of one per chunk

    AlignedFloats output;          ///< batch x shape
    AlignedFloats pre_activation;  ///< empty if the output takes its place
    std::vector<Work> forward;     ///< one per chunk

    // The members below are for gradients and training.
    std::uint64_t seed = 0;
    bool needs_gradient = false;    ///< in training: this node or one before it is trained
    AlignedFloats gradient;         ///< d loss / d output, later d loss / d pre-activation
    AlignedFloats output_gradient;  ///< a copy of `gradient` with respect to the output; empty if it is not kept
    AlignedFloats caller_gradient;  ///< the caller's part of the gradient, for an output node with consumers
    std::vector<std::vector<AlignedFloats>> weight_gradients;  ///< per chunk and weight; the first becomes the sum
    std::vector<Work> backward;                                ///< one per chunk

    float* pre_activation_data() { return pre_activation.empty() ? output.data() : pre_activation.data(); }
    const std::vector<Work>& works(Pass pass) const { return pass == Pass::forward ? forward : backward; }
};

/// The gradient that one consumer of a node computes in separate memory, and the sum over all consumers to which it is
/// then added.
struct AddedGradient {
    AlignedFloats values;
    std::span<float> sum;
};

class PlanEngine {
  public:
    PlanEngine(const Model& model, std::int64_t batch, Plan::Purpose purpose);

    NodeState& state(int index) { return nodes_.at(static_cast<std::size_t>(index)); }
    const Model& model() const { return model_; }
    std::int64_t batch() const { return batch_; }

    /// Passes the node's spans to its operator.
    void load_weights(int index);
    /// Computes the stale nodes. False if it ended early.
    bool run_stale(const RunEnd& end);
    std::span<const int> computed() const { return std::span(order_).first(computed_); }
    void run_training(std::uint64_t seed);
    void backward();
    void update_statistics(int index, std::span<const std::span<float>> weights);

  private:
    bool is_for_training() const { return purpose_ == Plan::Purpose::training; }
    bool has_backward() const { return is_for_training() || purpose_ == Plan::Purpose::gradients; }
    bool is_output(int index) const;
    /// True if the node's operator keeps its pre-activation, or the output that replaces it.
    bool keeps_pre_activation(int index) const;
    void divide_batch();
    /// True if the node behaves as in training. As in Keras, a frozen batch normalization uses its moving statistics,
    /// while a frozen dropout still drops values.
    bool is_training(const Node& node) const;
    void bind_forward(int index);
    Arrays arrays(int index, const Chunk& chunk);
    Work forward_work(int index, const Chunk& chunk);

    void bind_all_backward();
    void bind_backward(int index);
    /// True if the backward pass writes the gradient of that input first through input `slot` of `consumer`.
    bool is_first_writer(int consumer, std::size_t slot) const;
    /// Fills gradients.inputs. Returns the gradients that must be added to those of an earlier writer.
    std::vector<AddedGradient> bind_input_gradients(int index, const Chunk& chunk, GradientArrays& gradients);
    Work backward_work(int index, std::size_t chunk_index, const Chunk& chunk);

    /// Runs these nodes in this order. Nodes between two that need the whole batch are run chunk by chunk. Returns the
    /// number of nodes that were run; after an early end the others may have been run for some chunks only.
    std::size_t run(const std::vector<int>& order, Pass pass, const RunEnd& end = {});
    void sum_weight_gradients();

    Model model_;
    std::int64_t batch_;
    Plan::Purpose purpose_;
    std::vector<Chunk> chunks_;
    std::vector<NodeState> nodes_;
    std::vector<int> order_;    ///< nodes of the current run; a member, so that runs allocate no memory
    std::size_t computed_ = 0;  ///< the first of these that run_stale() has computed
};

}  // namespace convscope::nn
