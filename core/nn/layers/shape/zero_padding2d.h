// ZeroPadding2D: a border of zeros around the image, as in Keras; called Padding2D with another filling, as ONNX has.
#pragma once

#include "core/nn/layers/shape/bordered_image.h"

namespace convscope::nn {

/// {rows, cols, channels} becomes {rows + top + bottom, cols + left + right, channels}.
class ZeroPadding2D final : public BorderedImage {
  public:
    /// Throws ShapeError for a border that is negative or beyond kMaxSide.
    explicit ZeroPadding2D(const Border& border, BorderFill fill = {});
    const Border& border() const { return border_; }
    const BorderFill& fill() const { return border_fill(); }

    std::string_view type() const override { return fill() == BorderFill() ? "ZeroPadding2D" : "Padding2D"; }
    /// Throws ShapeError for an image smaller than the border that mirrors it.
    Shape output_shape(std::span<const Shape> inputs) const override;

  private:
    Border border_;
};

}  // namespace convscope::nn
