// Add: the sum of several inputs, value by value.
#pragma once

#include "core/nn/layers/merge.h"

namespace convscope::nn {

/// Shapes as in Merge. An input's gradient is the output's, summed over what was repeated.
class Add final : public Merge {
  public:
    std::string_view type() const override { return "Add"; }
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
};

}  // namespace convscope::nn
