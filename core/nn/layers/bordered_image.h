// What ZeroPadding2D and Cropping2D share: an image whose border grows by zeros or is cut off.
#pragma once

#include "core/nn/layer.h"
#include "core/nn/layers/window.h"

namespace convscope::nn {

/// {rows, cols, channels} becomes {rows + top + bottom, cols + left + right, channels}.
class BorderedImage : public Layer {
  public:
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;

  protected:
    /// Rows and cols to add; negative ones are cut off.
    explicit BorderedImage(const Border& growth) : growth_(growth) {}

  private:
    Border growth_;
};

}  // namespace convscope::nn
