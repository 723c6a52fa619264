// Multiply: the product of several inputs, value by value.
#pragma once

#include "core/nn/layers/merge/merge.h"

namespace convscope::nn {

/// The shapes are as in Merge. An input's gradient is the output's gradient times the other inputs.
class Multiply final : public Merge {
  public:
    std::string_view type() const override { return "Multiply"; }
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;

  private:
    double combined(const ForwardCall& call, std::int64_t n, const Position& output) const override;
    double slope(const ForwardCall& call, std::int64_t n, const Position& output, std::size_t which) const override;
};

}  // namespace convscope::nn
