// Resizing: an image with a fixed number of rows and columns, usually the first layer of a network that takes pictures
// of any size.
#pragma once

#include "core/nn/layers/shape/resampled_image.h"

namespace convscope::nn {

/// {any rows, any cols, channels} becomes {rows, cols, channels}.
class Resizing final : public ResampledImage {
  public:
    struct Parameters {
        std::int64_t rows = 1, cols = 1;
        Interpolation interpolation = Interpolation::bilinear;
        Placement placement = {};
    };

    /// Throws ShapeError unless rows and cols are 1..kMaxSide and the placement's numbers are finite and not negative.
    explicit Resizing(const Parameters& parameters);
    const Parameters& parameters() const { return parameters_; }

    std::string_view type() const override { return "Resizing"; }
    Shape output_shape(std::span<const Shape> inputs) const override;

  private:
    Parameters parameters_;
};

}  // namespace convscope::nn
