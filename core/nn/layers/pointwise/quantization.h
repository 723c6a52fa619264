// Quantization: rounds values to the few levels that a network with whole numbers can store.
// Jacob et al., "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference" (2018).
#pragma once

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// output = (level - zero point) x scale with level = round(x / scale) + zero point, limited to low..high. Half-way
/// values are rounded to even levels. Keeps the shape.
class Quantization final : public Layer {
  public:
    /// scale and zero_point have one number for all channels, or one per channel.
    struct Parameters {
        std::vector<float> scale{1};
        std::vector<float> zero_point{0};
        float low = 0, high = 255;
    };

    /// Throws ShapeError for a list without numbers, a scale that is not positive, and low above high.
    explicit Quantization(Parameters parameters);
    const Parameters& parameters() const { return parameters_; }

    std::string_view type() const override { return "Quantization"; }
    /// Throws ShapeError for lists of more than one number whose length is not the number of channels.
    Shape output_shape(std::span<const Shape> inputs) const override;
    void forward(const ForwardCall& call) const override;
    /// The gradient passes unchanged between the lowest and the highest level, as if nothing were rounded, and is 0
    /// beyond them: the "straight-through estimator" of Bengio, Leonard and Courville (2013).
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;
    ArithmeticWords arithmetic_words() const override { return {.constant = tr("rounding")}; }

  private:
    struct Level;
    Level level_of(float x, std::size_t channel) const;

    Parameters parameters_;
};

}  // namespace convscope::nn
