// The implementation of a layer in a plan: it packs weights once and binds its work to fixed arrays. Layer kinds
// without a faster implementation use ReferenceOperator.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// The inputs and outputs of an operator for `count` consecutive examples. The pointers are valid as long as the plan.
struct Arrays {
    std::int64_t count = 1;
    std::vector<const float*> inputs;
    float* pre_activation = nullptr;      ///< equals `output` if the plan does not keep both
    float* output = nullptr;              ///< values after the activation
    bool all_cores = false;               ///< true: the work may use all cores, as the batch is one chunk
    std::int64_t first_example = 0;       ///< index in the batch; with the seed it determines dropout
    const std::uint64_t* seed = nullptr;  ///< seed of the training step; null: inference
};

/// The arrays of the backward pass, for the same examples. Gradients overwrite the arrays' old content; gradients whose
/// array is null are not computed.
struct GradientArrays {
    const float* pre_activation = nullptr;  ///< gradient of the loss with respect to the pre-activation
    std::vector<float*> inputs;
    std::vector<float*> weights;  ///< summed over these examples
};

using Work = std::function<void()>;
/// One span per weight, in the layer's order and layout.
using WeightSpans = std::span<const std::span<const float>>;

class Operator {
  public:
    Operator() = default;
    Operator(const Operator&) = delete;
    Operator& operator=(const Operator&) = delete;
    virtual ~Operator() = default;

    /// Replaces the weights, also for work that is already bound. The spans must stay valid until the next load().
    virtual void load(WeightSpans weights) = 0;
    /// True if forward() writes the activated values to `output` and no pre-activation.
    virtual bool applies_activation() const { return false; }
    /// The work that computes the pre-activation (or the output, if applies_activation()); may be run any number of
    /// times.
    virtual Work forward(const Arrays& arrays) = 0;
    /// The work that computes the gradients. It must run after the forward work on the same arrays.
    virtual Work backward(const Arrays& arrays, const GradientArrays& gradients) = 0;
    /// True if an example's result depends on the other examples, so that work must be bound to the whole batch.
    virtual bool needs_whole_batch() const { return false; }
};

/// The fastest operator for a layer. With `keeps_pre_activation` it can compute gradients and writes the
/// pre-activation, unless the activation is relu.
std::unique_ptr<Operator> make_operator(const Layer& layer, const std::vector<Shape>& inputs, const Shape& output,
                                        bool keeps_pre_activation);

}  // namespace convscope::nn
