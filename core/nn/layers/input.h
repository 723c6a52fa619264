// Input: a model's input, which the plan's caller sets. Computes nothing.
#pragma once

#include "core/nn/model/layer.h"

namespace convscope::nn {

class Input final : public Layer {
  public:
    explicit Input(Shape shape) : shape_(std::move(shape)) {}
    const Shape& shape() const { return shape_; }

    std::string_view type() const override { return "InputLayer"; }
    Shape output_shape(std::span<const Shape> inputs) const override;
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;

  private:
    Shape shape_;
};

}  // namespace convscope::nn
