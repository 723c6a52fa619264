// Cropping2D: the image without some of its first and last rows and cols.
#pragma once

#include "core/nn/layers/shape/bordered_image.h"

namespace convscope::nn {

/// {rows, cols, channels} becomes {rows - top - bottom, cols - left - right, channels}.
class Cropping2D final : public BorderedImage {
  public:
    /// `border` is the number of rows and cols to cut off on each side. Throws ShapeError for a border that is negative
    /// or beyond kMaxSide.
    explicit Cropping2D(const Border& border);
    const Border& border() const { return border_; }

    std::string_view type() const override { return "Cropping2D"; }
    /// Throws ShapeError if nothing would be left.
    Shape output_shape(std::span<const Shape> inputs) const override;

  private:
    Border border_;
};

}  // namespace convscope::nn
