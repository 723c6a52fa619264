// What Add and Multiply share: several inputs joined value by value, with broadcasting.
#pragma once

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// Inputs of equal shape, or such that an axis of length 1 is repeated and missing axes are added in front, as NumPy
/// does: {rows, cols, channels} with {1, 1, channels} or {channels}.
class Merge : public Layer {
  public:
    /// Throws ShapeError for less than two inputs or shapes that do not go together.
    Shape output_shape(std::span<const Shape> inputs) const override;
    /// An input's gradient is summed over what was repeated.
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;

  protected:
    /// The terms behind a value, one per input, each of weight 1.
    static std::vector<Term> terms_of(const ExplainCall& call, const Position& output);
    /// What input `which` has at an output of example n.
    static double value_of(const ForwardCall& call, std::int64_t n, const Position& output, std::size_t which);

  private:
    /// The inputs joined at an output of example n.
    virtual double joined(const ForwardCall& call, std::int64_t n, const Position& output) const = 0;
    /// The derivative of joined() with respect to input `which`.
    virtual double slope(const ForwardCall& call, std::int64_t n, const Position& output, std::size_t which) const = 0;
    /// Where an input's part of an output lies.
    static Position origin(const Shape& input, const Position& output);
};

}  // namespace convscope::nn
