// UpSampling2D: enlarges an image by repeating or interpolating its pixels.
#pragma once

#include "core/nn/layers/shape/resampled_image.h"

namespace convscope::nn {

/// {rows, cols, channels} becomes {rows x row_factor, cols x col_factor, channels}.
class UpSampling2D final : public ResampledImage {
  public:
    using Interpolation = nn::Interpolation;
    struct Parameters {
        std::int64_t row_factor = 2, col_factor = 2;
        Interpolation interpolation = Interpolation::nearest;
    };

    /// Throws ShapeError unless the factors are 1..kMaxSide.
    explicit UpSampling2D(const Parameters& parameters);
    const Parameters& parameters() const { return parameters_; }

    std::string_view type() const override { return "UpSampling2D"; }
    Shape output_shape(std::span<const Shape> inputs) const override;

  private:
    Parameters parameters_;
};

}  // namespace convscope::nn
