// The fast implementation of a layer in a plan: weights packed once, work bound to fixed arrays. Operators of kinds
// without a fast implementation call the layer's reference.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// The inputs and outputs of an operator for `count` consecutive examples. Valid for the plan's life.
struct Arrays {
    std::int64_t count = 1;
    std::vector<const float*> inputs;
    float* pre_activation = nullptr;      ///< equal to `output` if the plan does not keep both
    float* output = nullptr;              ///< after the activation
    bool all_cores = false;               ///< the work may use all cores, since no other chunk of examples does
    std::int64_t first_example = 0;       ///< its index in the batch; dropout draws from it and from the seed
    const std::uint64_t* seed = nullptr;  ///< of the training step; null: inference
};

/// The arrays of the backward pass, for the same examples. All are written, not added to; those that are null are not
/// computed.
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

    /// Takes new weights, also for work that is bound already. The spans stay valid until the next load().
    virtual void load(WeightSpans weights) = 0;
    /// True if forward() writes the activated values to `output` and no pre-activation.
    virtual bool applies_activation() const { return false; }
    /// The work that computes the pre-activation (or the output, see above); may be run any number of times.
    virtual Work forward(const Arrays& arrays) = 0;
    /// The work that computes the gradients. To be run after the forward work of the same arrays.
    virtual Work backward(const Arrays& arrays, const GradientArrays& gradients) = 0;
    /// True if an example's result depends on the others, so that work must be bound to the whole batch.
    virtual bool needs_whole_batch() const { return false; }
};

/// The fastest operator for a layer. In training, operators keep the pre-activation if the activation's gradient needs
/// it.
std::unique_ptr<Operator> make_operator(const Layer& layer, const std::vector<Shape>& inputs, const Shape& output,
                                        bool training);

}  // namespace convscope::nn
