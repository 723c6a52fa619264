// Maximum: the largest of several inputs, value by value.
#pragma once

#include "core/nn/layers/merge/merge.h"

namespace convscope::nn {

/// The shapes are as in Merge. If inputs are equal, the first one gets the whole gradient.
class Maximum final : public Merge {
  public:
    std::string_view type() const override { return "Maximum"; }
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;

  private:
    double combined(const ForwardCall& call, std::int64_t n, const Position& output) const override;
    double slope(const ForwardCall& call, std::int64_t n, const Position& output, std::size_t which) const override;
    /// The index of the largest input.
    static std::size_t winner(const ForwardCall& call, std::int64_t n, const Position& output);
};

}  // namespace convscope::nn
