// LocalResponseNormalization: divides each value by a power of the squares of the neighbouring channels at its pixel,
// so that a strong response weakens its neighbours. AlexNet and GoogLeNet use it.
// Krizhevsky, Sutskever and Hinton, "ImageNet Classification with Deep Convolutional Neural Networks" (2012), 3.3.
#pragma once

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// output = x / (bias + alpha / size x sum)^beta; the sum is that of the squares of `size` channels around the value's,
/// (size - 1) / 2 before it, rounded down, and the others after it. Channels that do not exist count as 0.
class LocalResponseNormalization final : public Layer {
  public:
    struct Parameters {
        std::int64_t size = 5;
        double alpha = 1e-4, beta = 0.75, bias = 1;
    };

    /// Throws ShapeError unless size is 1..kMaxSide, bias is positive and alpha is 0 or more.
    explicit LocalResponseNormalization(const Parameters& parameters);
    const Parameters& parameters() const { return parameters_; }
    /// The channels before and after a value's own that its sum contains.
    std::int64_t channels_before() const { return (parameters_.size - 1) / 2; }
    std::int64_t channels_after() const { return parameters_.size / 2; }

    std::string_view type() const override { return "LocalResponseNormalization"; }
    Shape output_shape(std::span<const Shape> inputs) const override;
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;
    ArithmeticWords arithmetic_words() const override { return {.has_derived_weight = true}; }

  private:
    /// The sum of squares around a channel of one pixel.
    double squares(std::span<const float> pixel, std::int64_t channel) const;
    /// bias + alpha / size x that sum.
    double base(double sum) const;

    Parameters parameters_;
};

}  // namespace convscope::nn
