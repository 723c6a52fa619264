// ZeroPadding2D: adds a border of zeros to an image, as in Keras. With the other fillings of ONNX its type is
// Padding2D.
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
    /// Throws ShapeError if the border mirrors the image and is wider than the image allows.
    Shape output_shape(std::span<const Shape> inputs) const override;

  private:
    Border border_;
};

}  // namespace convscope::nn
