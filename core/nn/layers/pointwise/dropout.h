// Dropout: in training, sets random values to 0 so that no unit relies on another. At inference, a copy.
// Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting" (2014).
#pragma once

#include "core/base/text/translation.h"
#include "core/nn/layers/shape/copied_values.h"

namespace convscope::nn {

/// In training every value becomes 0 with probability `rate`; the other values are multiplied by 1 / (1 - rate), which
/// keeps the expectation. The choice depends on the call's seed and the value's index in the batch only; the
/// gradient of a dropped value is 0.
class Dropout final : public CopiedValues {
  public:
    /// Throws ShapeError unless the rate is 0..1.
    explicit Dropout(double rate);
    double rate() const { return rate_; }

    std::string_view type() const override { return "Dropout"; }
    Shape output_shape(std::span<const Shape> inputs) const override;
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    ArithmeticWords arithmetic_words() const override {
        return {.copied = tr("Dropout drops values in training only; here it passes every value on.")};
    }

  private:
    void drop(std::span<const float> values, std::uint64_t seed, std::span<float> out) const;

    double rate_;
};

}  // namespace convscope::nn
