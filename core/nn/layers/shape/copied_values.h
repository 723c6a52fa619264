// Layers whose linear part hands on every value in its order, at most under another shape.
#pragma once

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// What Flatten, Reshape, Activation and Dropout share. The gradient is handed back in the same way.
class CopiedValues : public Layer {
  public:
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    /// The smallest box around the region's values under the other shape.
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;
};

}  // namespace convscope::nn
