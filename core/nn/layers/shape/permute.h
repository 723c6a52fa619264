// Permute: transposes the axes of an example, as in Keras, or the axes that its values have in another shape.
#pragma once

#include <optional>

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// Reads the values as a tensor of shape `view` in C order and transposes it: axis i of the result is axis order[i] of
/// the view. The output has the shape `target` or, by default, that of the transposed view.
class Permute final : public Layer {
  public:
    struct Parameters {
        Shape view;
        std::vector<std::size_t> order;
        std::optional<Shape> target;
    };

    /// Throws ShapeError unless the order names each axis once, no axis is empty and `target` has as many values.
    explicit Permute(Parameters parameters);
    const Parameters& parameters() const { return parameters_; }
    /// The view's lengths in the new order.
    Shape permuted() const;

    std::string_view type() const override { return "Permute"; }
    Shape output_shape(std::span<const Shape> inputs) const override;
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;
    Effect effect() const override { return Effect::reorders; }

  private:
    Parameters parameters_;
};

}  // namespace convscope::nn
