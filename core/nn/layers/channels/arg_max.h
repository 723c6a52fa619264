// ArgMax: the index, from 0, of a position's largest channel. The last layer of networks that give a class number.
#pragma once

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// {rows, cols, channels} becomes {rows, cols, 1}, {features} becomes {1}. Of equal values the first wins, or the
/// last with `takes_last`. The gradient is 0, since a small change of a value changes no index.
class ArgMax final : public Layer {
  public:
    explicit ArgMax(bool takes_last = false) : takes_last_(takes_last) {}
    bool takes_last() const { return takes_last_; }

    std::string_view type() const override { return "ArgMax"; }
    Shape output_shape(std::span<const Shape> inputs) const override;
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    /// The largest value is a term with weight 0; its index is the bias.
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;

  private:
    std::size_t index_in(std::span<const float> channels) const;

    bool takes_last_;
};

}  // namespace convscope::nn
