// A model made ready to run on a fixed number of examples: memory for every activation, weights laid out once, work
// bound to both. Changing an input, a weight or a ablated channel costs only what lies downstream of it. Knows no
// pictures and no files. Not for use from two threads at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/nn/model/model.h"
#include "core/nn/plan/operator.h"

namespace convscope::nn {

class Plan {
  public:
    enum class Purpose { inference, training };

    /// For `batch` >= 1 examples at a time. Throws std::bad_alloc where the activations do not fit into memory.
    Plan(const Model& model, std::int64_t batch, Purpose purpose = Purpose::inference);
    ~Plan();
    Plan(Plan&&) noexcept;
    Plan& operator=(Plan&&) noexcept;

    const Model& model() const;
    std::int64_t batch() const;

    /// The examples of input `which` (an index into Model::inputs()), N,H,W,C. Copied.
    void set_input(std::size_t which, std::span<const float> values);
    /// Another value for a weight, of the same shape. Shared, not copied.
    void set_weight(int node, std::size_t weight, SharedTensor tensor);
    /// The channels of the node that are 0 from now on, whatever is computed; empty for none.
    void set_ablated(int node, std::vector<std::int64_t> channels);

    /// Computes what has changed since the last run, and what follows from it. Takes no memory for what it has computed
    /// before; grouped convolution (oneDNN), UpSampling2D and Concatenate alone take a little.
    void run();

    /// The node's output for all examples, N,H,W,C; valid after run().
    std::span<const float> activation(int node) const;
    /// One example's output of every node, as explain() takes them.
    std::vector<std::span<const float>> example(std::int64_t n) const;

    /// What follows needs Purpose::training.

    /// Takes the weights from memory of the caller's (one span per weight of the node), which is read again after each
    /// call.
    void use_weights(int node, WeightSpans weights);
    /// Runs everything as in training, with this step's seed.
    void run_training(std::uint64_t seed);
    /// The node's linear part for all examples, after run_training(); of a node with relu its output, which says as
    /// much.
    std::span<const float> linear(int node) const;
    /// Where the gradient of the loss with respect to the node's linear part belongs: for outputs filled by the caller
    /// before backward(). Outputs that are not filled count as 0.
    std::span<float> linear_gradient(int node);
    /// All gradients with respect to weights, from those of the outputs.
    void backward();
    /// Of the loss with respect to a weight, summed over the batch; valid after backward(). Empty for what is not
    /// trained.
    std::span<const float> gradient(int node, std::size_t weight) const;
    /// Moves statistics that a layer keeps among its weights (`weights` writable, as in Layer::observe).
    void observe(int node, std::span<const std::span<float>> weights) const;

  private:
    class Engine;
    std::unique_ptr<Engine> engine_;
};

}  // namespace convscope::nn
