// ZeroPadding2D: a border of zeros around the image.
#pragma once

#include "core/nn/layers/bordered_image.h"

namespace convscope::nn {

/// {rows, cols, channels} becomes {rows + top + bottom, cols + left + right, channels}.
class ZeroPadding2D final : public BorderedImage {
  public:
    /// Throws ShapeError for a border that is negative or beyond kMaxSide.
    explicit ZeroPadding2D(const Border& border);
    const Border& border() const { return border_; }

    std::string_view type() const override { return "ZeroPadding2D"; }
    Shape output_shape(std::span<const Shape> inputs) const override;

  private:
    Border border_;
};

}  // namespace convscope::nn
