// Permute: an example's axes in another order, as in Keras; or, seen finer, those of any view of its values.
#pragma once

#include <optional>

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// The values as a tensor of shape `view` in C order, whose axes are put into another order: axis i of the result is
/// axis order[i] of the view. What comes out has the shape `target`, or, where that is left out, the view's permuted.
class Permute final : public Layer {
  public:
    struct Parameters {
        Shape view;
        std::vector<std::size_t> order;
        std::optional<Shape> target;
    };

    /// Throws ShapeError unless the order names each axis once and all have values.
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
