// Multiply: the product of several inputs, value by value.
#pragma once

#include "core/nn/layers/merge.h"

namespace convscope::nn {

/// Shapes as in Merge. An input's gradient is the output's times the other inputs, summed over what was repeated.
class Multiply final : public Merge {
  public:
    std::string_view type() const override { return "Multiply"; }
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;

  private:
    /// The product of all inputs but `left_out` at an output of example n.
    static double product(const ForwardCall& call, std::int64_t n, const Position& output, std::size_t left_out);
};

}  // namespace convscope::nn
