// Normalization: shifts and scales values by the mean and variance of a data set, which are constants; or, inverted,
// from normalised values back.
#pragma once

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// output = (x - mean) / max(sqrt(variance), 1e-7); with `invert`, output = mean + x max(sqrt(variance), 1e-7).
/// Weights, which are not trained: mean, variance. Both have the shape `shape`, which broadcasts to the input's: axes
/// of length 1 are repeated, missing first axes are added.
class Normalization final : public Layer {
  public:
    struct Parameters {
        Shape shape;
        bool invert = false;
    };

    explicit Normalization(Parameters parameters) : parameters_(std::move(parameters)) {}
    const Parameters& parameters() const { return parameters_; }

    std::string_view type() const override { return "Normalization"; }
    /// Throws ShapeError if the constants do not broadcast to the input.
    Shape output_shape(std::span<const Shape> inputs) const override;
    std::vector<WeightSpec> weights(std::span<const Shape> inputs) const override;
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;
    DisplayName display_name(std::span<const Shape> inputs) const override;
    ArithmeticWords arithmetic_words() const override { return {.constant = tr("shift"), .has_derived_weight = true}; }

  private:
    /// output = x scale + shift.
    struct Line {
        double mean, variance, scale, shift;
    };
    Line line_at(const Position& at, std::span<const std::span<const float>> weights) const;

    Parameters parameters_;
};

}  // namespace convscope::nn
