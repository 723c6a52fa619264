// What a Plan holds: one state per node and the division of the batch. Private to plan*.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/nn/plan/kernels/aligned_floats.h"
#include "core/nn/plan/plan.h"

namespace convscope::nn {

/// Consecutive examples that go through the layers together, so that they are still in the cache at the next one.
struct Chunk {
    std::int64_t first = 0, count = 0;
};

struct NodeState {
    std::unique_ptr<Operator> op;  ///< none for an Input
    std::vector<SharedTensor> weights;
    std::vector<std::span<const float>> spans;  ///< of the weights in use
    std::vector<std::int64_t> ablated;
    bool stale = true;         ///< to be computed anew
    bool whole_batch = false;  ///< its works are one, over all examples

    AlignedFloats output;       ///< batch x shape
    AlignedFloats linear_part;  ///< empty where the output serves as well
    std::vector<Work> forward;  ///< one per chunk

    // For training.
    std::uint64_t seed = 0;
    bool wants_gradient = false;  ///< something before it is trained
    AlignedFloats gradient;       ///< of the loss, with respect to the output first, then to the linear part
    AlignedFloats given;          ///< the caller's part, where others also write to `gradient`
    std::vector<std::vector<AlignedFloats>> weight_gradients;  ///< per chunk and weight; the first is the sum
    std::vector<Work> backward;                                ///< one per chunk

    float* linear() { return linear_part.empty() ? output.data() : linear_part.data(); }
};

class Plan::Engine {
  public:
    Engine(const Model& model, std::int64_t batch, Purpose purpose);

    NodeState& state(int index) { return nodes_.at(static_cast<std::size_t>(index)); }
    void load(int index);
    void run_stale();
    void run_training(std::uint64_t seed);
    void backward();
    const Model& model() const { return model_; }
    std::int64_t batch() const { return batch_; }
    void observe(int index, std::span<const std::span<float>> weights);

  private:
    void divide();
    /// Whether the node does what it does in training only. As in Keras, a frozen batch normalization keeps to its
    /// moving statistics, while dropout drops regardless.
    bool trains(const Node& node) const;
    void prepare(int index);
    Arrays arrays(int index, const Chunk& chunk);
    Work forward_work(int index, const Chunk& chunk);

    void prepare_backward();
    void bind_backward(int index);
    /// Where the work of `consumer` puts the gradient of its input `slot`, and whether it is the first to do so.
    bool is_first_writer(int consumer, std::size_t slot) const;
    Work backward_work(int index, std::size_t chunk_index, const Chunk& chunk);

    /// Runs works of these nodes in this order: chunk by chunk as far as no node wants the whole batch.
    void run(const std::vector<int>& order, std::vector<Work> NodeState::*works);
    void sum_gradients();

    Model model_;
    std::int64_t batch_;
    bool training_;
    std::vector<Chunk> chunks_;
    std::vector<NodeState> nodes_;
    std::vector<int> order_;  ///< nodes of the present run
};

}  // namespace convscope::nn
