// The base of layers that combine several inputs value by value, with broadcasting.
#pragma once

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// Inputs of equal shape, or of shapes that broadcast as in NumPy (axes of length 1 are repeated, missing first axes
/// are added), such as {rows, cols, channels} with {1, 1, channels} or {channels}.
class Merge : public Layer {
  public:
    /// Throws ShapeError for fewer than two inputs or shapes that do not broadcast.
    Shape output_shape(std::span<const Shape> inputs) const override;
    void forward(const ForwardCall& call) const override;
    /// The gradient of a repeated value is the sum over its repetitions.
    void backward(const BackwardCall& call) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;

  protected:
    /// The terms of the value at `output`, one per input, each with weight 1.
    static std::vector<Term> terms_of(const ExplainCall& call, const Position& output);
    /// The value of input `which` that belongs to position `output`, in example `n`.
    static double value_of(const ForwardCall& call, std::int64_t n, const Position& output, std::size_t which);

  private:
    /// The combined inputs at position `output`, in example `n`.
    virtual double combined(const ForwardCall& call, std::int64_t n, const Position& output) const = 0;
    /// The derivative of combined() with respect to input `which`.
    virtual double slope(const ForwardCall& call, std::int64_t n, const Position& output, std::size_t which) const = 0;
    /// The position in an input that belongs to a position of the output.
    static Position origin(const Shape& input, const Position& output);
};

}  // namespace convscope::nn
