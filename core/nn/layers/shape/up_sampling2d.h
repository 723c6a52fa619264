// UpSampling2D: enlarges an image by repeating or interpolating its pixels.
#pragma once

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// {rows, cols, channels} becomes {rows x row_factor, cols x col_factor, channels}. Nearest repeats each pixel;
/// bilinear interpolates between pixel centres and repeats the outermost pixels, as Keras does (half-pixel centres).
class UpSampling2D final : public Layer {
  public:
    enum class Interpolation { nearest, bilinear };
    struct Parameters {
        std::int64_t row_factor = 2, col_factor = 2;
        Interpolation interpolation = Interpolation::nearest;
    };

    /// Throws ShapeError unless the factors are 1..kMaxSide.
    explicit UpSampling2D(const Parameters& parameters);
    const Parameters& parameters() const { return parameters_; }

    std::string_view type() const override { return "UpSampling2D"; }
    Shape output_shape(std::span<const Shape> inputs) const override;
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;

  private:
    Parameters parameters_;
};

}  // namespace convscope::nn
