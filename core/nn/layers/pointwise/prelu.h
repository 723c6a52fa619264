// PReLU: a ReLU whose slopes below zero are learned, one per value or shared along axes.
// He et al., "Delving Deep into Rectifiers" (2015).
#pragma once

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// output = x if x is positive, else alpha * x; keeps the shape. Weight: alpha with the shape `slopes`, whose axes are
/// as long as the input's or have length 1 and are repeated.
class PReLU final : public Layer {
  public:
    explicit PReLU(Shape slopes) : slopes_(std::move(slopes)) {}
    const Shape& slopes() const { return slopes_; }

    std::string_view type() const override { return "PReLU"; }
    /// Throws ShapeError if the slopes do not broadcast to the input.
    Shape output_shape(std::span<const Shape> inputs) const override;
    std::vector<WeightSpec> weights(std::span<const Shape> inputs) const override;
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;

  private:
    /// The index of a position's slope.
    std::size_t slope_at(const Position& at) const;

    Shape slopes_;
};

}  // namespace convscope::nn
