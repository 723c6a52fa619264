// A layer as a plan runs it: weights laid out once, work bound to fixed arrays. The fast counterpart of Layer's
// reference; operators of kinds without a faster way call that.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// The arrays of `count` consecutive examples in front of an operator. They stay where they are for the plan's life.
struct Arrays {
    std::int64_t count = 1;
    std::vector<const float*> inputs;
    float* linear = nullptr;  ///< the layer's linear part; the same as output where the plan keeps no other
    float* output = nullptr;  ///< after the activation
    /// The plan has nothing else to do meanwhile: the work may spread itself over all cores.
    bool alone = false;
    /// The number of the first example in the batch, and the training step's seed: what dropout draws from.
    std::int64_t first_example = 0;
    const std::uint64_t* seed = nullptr;  ///< null: inference
};

/// The arrays of the way back, for the same examples. All are written, not added to; null is not wanted.
struct GradientArrays {
    const float* linear = nullptr;  ///< of the loss with respect to the linear part
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

    /// Takes over new values. The spans stay valid until the next load(); work that is bound already uses them too.
    virtual void load(WeightSpans weights) = 0;
    /// True when forward() leaves the activated value in `output` and nothing in `linear`.
    virtual bool applies_activation() const { return false; }
    /// The linear part (or see above) of these arrays, ready to be run any number of times.
    virtual Work forward(const Arrays& arrays) = 0;
    /// The gradients. To be run after the forward work of the same arrays.
    virtual Work backward(const Arrays& arrays, const GradientArrays& gradients) = 0;
    /// True when an example's result depends on the others: such work is bound to the whole batch.
    virtual bool wants_whole_batch() const { return false; }
};

/// The fastest operator for a layer. In training the linear part is kept wherever the activation's gradient needs it.
std::unique_ptr<Operator> make_operator(const Layer& layer, const std::vector<Shape>& inputs, const Shape& output,
                                        bool training);

}  // namespace convscope::nn
