// Subtract: the first input minus the second, value by value.
#pragma once

#include "core/nn/layers/merge/merge.h"

namespace convscope::nn {

/// The shapes are as in Merge; there are two inputs.
class Subtract final : public Merge {
  public:
    std::string_view type() const override { return "Subtract"; }
    Shape output_shape(std::span<const Shape> inputs) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;

  private:
    double combined(const ForwardCall& call, std::int64_t n, const Position& output) const override;
    double slope(const ForwardCall& call, std::int64_t n, const Position& output, std::size_t which) const override;
};

}  // namespace convscope::nn
