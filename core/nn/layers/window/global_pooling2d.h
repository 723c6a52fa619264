// GlobalAveragePooling2D and GlobalMaxPooling2D: one value per channel of the whole image.
#pragma once

#include "core/nn/layers/window/pooling2d.h"

namespace convscope::nn {

/// Pooling with a single window, which covers the image. {rows, cols, channels} becomes {channels}, or {1, 1, channels}
/// with keepdims.
class GlobalPooling : public Pooling {
  public:
    bool keepdims() const { return keepdims_; }
    Shape output_shape(std::span<const Shape> inputs) const override;

  protected:
    GlobalPooling(Kind kind, bool keepdims) : Pooling(kind), keepdims_(keepdims) {}

  private:
    Window window_over(const Shape& image) const override { return {.rows = image.rows(), .cols = image.cols()}; }
    bool keepdims_;
};

class GlobalAveragePooling2D final : public GlobalPooling {
  public:
    explicit GlobalAveragePooling2D(bool keepdims = false) : GlobalPooling(Kind::average, keepdims) {}
    std::string_view type() const override { return "GlobalAveragePooling2D"; }
};

class GlobalMaxPooling2D final : public GlobalPooling {
  public:
    explicit GlobalMaxPooling2D(bool keepdims = false) : GlobalPooling(Kind::maximum, keepdims) {}
    std::string_view type() const override { return "GlobalMaxPooling2D"; }
};

}  // namespace convscope::nn
