// ArgMax: the index of a position's largest channel, from 0: the last layer of networks that name a class.
#pragma once

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// {rows, cols, channels} becomes {rows, cols, 1}, {features} becomes {1}. Of equal values the first wins, or with
/// `takes_last` the last. The gradient is 0, since a small change of a value changes no index.
class ArgMax final : public Layer {
  public:
    explicit ArgMax(bool takes_last = false) : takes_last_(takes_last) {}

    std::string_view type() const override { return "ArgMax"; }
    Shape output_shape(std::span<const Shape> inputs) const override;
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    /// The largest as a term of weight 0, its index as bias.
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;

  private:
    std::size_t index_in(std::span<const float> channels) const;

    bool takes_last_;
};

}  // namespace convscope::nn
