// Scale: multiplies and shifts values by learned constants: one per channel, per pixel or per value.
#pragma once

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// output = x * scale + offset. Weights: scale unless use_scale is off, offset unless use_offset is off. Both have the
/// shape `shape`, which broadcasts to the input's: axes of length 1 are repeated, missing first axes are added.
class Scale final : public Layer {
  public:
    struct Parameters {
        Shape shape;
        bool use_scale = true;
        bool use_offset = true;
    };

    explicit Scale(Parameters parameters) : parameters_(std::move(parameters)) {}
    const Parameters& parameters() const { return parameters_; }

    std::string_view type() const override { return "Scale"; }
    /// Throws ShapeError if the constants do not broadcast to the input.
    Shape output_shape(std::span<const Shape> inputs) const override;
    std::vector<WeightSpec> weights(std::span<const Shape> inputs) const override;
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;

  private:
    /// The index of the constants that belong to a position.
    std::size_t constant_at(const Position& at) const;

    Parameters parameters_;
};

}  // namespace convscope::nn
