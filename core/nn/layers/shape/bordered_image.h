// The base of ZeroPadding2D and Cropping2D: adds a border, usually of zeros, to an image, or cuts a border off.
#pragma once

#include "core/nn/model/layer.h"
#include "core/nn/model/window.h"

namespace convscope::nn {

/// The content of a new border: a constant, the outermost values repeated, or the image mirrored at its outermost
/// values, which are not repeated.
struct BorderFill {
    enum class Mode { constant, edge, reflect };
    Mode mode = Mode::constant;
    float value = 0;  ///< the constant
    bool operator==(const BorderFill&) const = default;
};

/// {rows, cols, channels} becomes {rows + top + bottom, cols + left + right, channels}.
class BorderedImage : public Layer {
  public:
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;

  protected:
    /// `growth` is the number of rows and cols to add on each side; negative numbers cut rows and cols off.
    explicit BorderedImage(const Border& growth, BorderFill fill = {}) : growth_(growth), fill_(fill) {}
    const BorderFill& border_fill() const { return fill_; }

  private:
    /// The input position whose value is copied to `output`; outside the image if the output is the constant.
    Position origin(const Position& output, const Shape& image) const;

    Border growth_;
    BorderFill fill_;
};

}  // namespace convscope::nn
