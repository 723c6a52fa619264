// Rescaling: scales and shifts values by constants. Usually a network's first layer, which scales the picture.
#pragma once

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// output = x * scale + offset; keeps the shape.
class Rescaling final : public Layer {
  public:
    /// Each list has one number for all channels, or one per channel.
    struct Parameters {
        std::vector<float> scale{1};
        std::vector<float> offset{0};
    };

    /// Throws ShapeError for a list without numbers.
    explicit Rescaling(Parameters parameters);
    const Parameters& parameters() const { return parameters_; }

    std::string_view type() const override { return "Rescaling"; }
    /// Throws ShapeError for lists of more than one number whose length is not the number of channels.
    Shape output_shape(std::span<const Shape> inputs) const override;
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;
    ArithmeticWords arithmetic_words() const override { return {.constant = tr("offset")}; }

  private:
    Parameters parameters_;
};

}  // namespace convscope::nn
