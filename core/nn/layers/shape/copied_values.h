// Layers whose pre-activation is a copy of the input's values in the same order; only the shape may change.
#pragma once

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// The base of Flatten, Reshape, Activation and Dropout. The gradient is copied back in the same order.
class CopiedValues : public Layer {
  public:
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    /// source() and reach(): the smallest box around the region's values in the other shape.
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;
    Effect effect() const override { return Effect::copies; }
};

}  // namespace convscope::nn
