// Concatenate: several inputs one after the other along one axis.
#pragma once

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// `axis` is an axis of one example, without the batch: 0 is the first, -1 (channels) the last. All other axes of the
/// inputs must be equal.
class Concatenate final : public Layer {
  public:
    explicit Concatenate(int axis = -1) : axis_(axis) {}
    int axis() const { return axis_; }

    std::string_view type() const override { return "Concatenate"; }
    /// Throws ShapeError for fewer than two inputs, an axis that they do not have, or other axes that differ.
    Shape output_shape(std::span<const Shape> inputs) const override;
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;

  private:
    int axis_;
};

}  // namespace convscope::nn
