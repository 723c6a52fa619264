// A model bound to memory and kernels for a fixed number of examples: it holds every activation, packed weights, and
// the work that uses both. After a change of an input, a weight or an ablated channel, run() computes only the nodes
// that depend on it. Must not include pictures or files. Use it from one thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/nn/model/model.h"
#include "core/nn/plan/operator.h"

namespace convscope::nn {

class PlanEngine;

/// The bytes of a plan's activations for `batch` examples; with `has_gradients`, also of gradients and pre-activations.
double activation_bytes(const Model& model, std::int64_t batch, bool has_gradients = false);
/// memory_fault() if these bytes are more than half of the machine's free memory; empty otherwise.
std::string activation_fault(const Model& model, std::int64_t batch, bool has_gradients = false);

/// The number of examples to compute at a time: at most `count` and `limit`, and fewer for large networks, so that all
/// activations of a batch together take at most 256 MB; at least 1.
std::int64_t batch_size(const Model& model, std::int64_t count, std::int64_t limit);

class Plan {
  public:
    /// inference: the activations only. scores: also the pre-activation of the output nodes. gradients: inference, and
    /// the gradients of the activations. training: the gradients of the weights, with dropout and batch statistics.
    enum class Purpose { inference, scores, gradients, training };

    /// A plan for `batch` >= 1 examples at a time. Throws MemoryError, before memory is taken, if the activations need
    /// more than half of the free memory, and std::bad_alloc if they do not fit after all.
    Plan(const Model& model, std::int64_t batch, Purpose purpose = Purpose::inference);
    ~Plan();
    Plan(Plan&&) noexcept;
    Plan& operator=(Plan&&) noexcept;

    const Model& model() const;
    std::int64_t batch() const;

    /// Copies the examples of input `which` (an index into Model::inputs()), N,H,W,C.
    void set_input(std::size_t which, std::span<const float> values);
    /// Replaces a weight by one of the same shape. The tensor is shared, not copied.
    void set_weight(int node, std::size_t weight, SharedTensor tensor);
    /// Sets these channels of the node to 0 in all following runs; empty for none.
    void set_ablated(int node, std::vector<std::int64_t> channels);

    /// Computes the nodes that depend on a change since the last run. After the first run it allocates no memory,
    /// except small amounts in grouped convolution (oneDNN), Concatenate and GroupNormalization. After a stop request
    /// it ends after the node that is being computed and returns false: the activations are then partly those of the
    /// last run, and the next run computes the rest.
    bool run(const std::stop_token& stop = {});
    /// run() that also ends after the node that is being computed at this time, but not before the first one.
    bool run_until(std::chrono::steady_clock::time_point time, const std::stop_token& stop = {});
    /// The nodes that the last run has computed, in their order; valid until the next run.
    std::span<const int> computed() const;

    /// The node's output for all examples, N,H,W,C; valid after run().
    std::span<const float> activation(int node) const;
    /// Every node's output for example `n`, in the form that explain() takes.
    std::vector<std::span<const float>> example(std::int64_t n) const;

    /// The pre-activation of a node for all examples, after run() or run_training(): of an output node for
    /// Purpose::scores, of any node for gradients and training. For a node with ReLU it is the output, from which
    /// ReLU's gradient follows as well.
    std::span<const float> pre_activation(int node) const;

    // The functions below need Purpose::gradients or training.

    /// Memory for the gradient of a value (a loss, a score) with respect to an output node's pre-activation. The caller
    /// fills it between run() or run_training() and backward(); run_training() sets it to 0.
    std::span<float> pre_activation_gradient(int node);
    /// Computes the gradients of all activations and weights from those of the output nodes.
    void backward();
    /// For Purpose::gradients, after backward(): the gradient with respect to the node's output, before its channels
    /// are ablated. 0 for a node that no output depends on.
    std::span<const float> activation_gradient(int node) const;
    /// The gradient with respect to the node's pre-activation; valid after backward().
    std::span<const float> gradient(int node) const;

    // The functions below need Purpose::training.

    /// Uses the caller's memory (one span per weight) as the node's weights. Call it again after changing the values.
    void use_weights(int node, WeightSpans weights);
    /// Runs all nodes in training mode, with the seed of this step.
    void run_training(std::uint64_t seed);
    /// The gradient of the loss with respect to a weight, summed over the batch; valid after backward(). Empty for
    /// weights that are not trained.
    std::span<const float> gradient(int node, std::size_t weight) const;
    /// Calls Layer::update_statistics() on the node's inputs; `weights` are the node's weights, writable.
    void update_statistics(int node, std::span<const std::span<float>> weights) const;

  private:
    std::unique_ptr<PlanEngine> engine_;
};

}  // namespace convscope::nn
