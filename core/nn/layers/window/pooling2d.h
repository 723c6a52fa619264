// MaxPooling2D and AveragePooling2D: a window slides over every channel and keeps its largest value, or its mean.
#pragma once

#include "core/nn/model/layer.h"
#include "core/nn/model/window.h"

namespace convscope::nn {

/// The base of pooling layers, which differ in their windows.
/// Maximum: padding is ignored, NaN wins, and of equal values the first in row order gets the whole gradient.
/// Average: the mean of the values inside the image or, with count_padding(), of these and the padding's zeros.
class Pooling : public Layer {
  public:
    enum class Kind { maximum, average };

    Kind kind() const { return kind_; }
    /// True if an average's divisor includes the padding (ONNX: count_include_pad).
    bool count_padding() const { return count_padding_; }
    /// The axes of the windows on an image. Throws ShapeError if a window does not fit or contains only padding.
    WindowAxes windows(const Shape& image) const;

    Shape output_shape(std::span<const Shape> inputs) const override;
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;
    std::optional<SlidingWindow> sliding_window(std::span<const Shape> inputs) const override;
    ArithmeticWords arithmetic_words() const override { return {.averages = kind_ == Kind::average}; }

  protected:
    explicit Pooling(Kind kind, bool count_padding = false) : kind_(kind), count_padding_(count_padding) {}

  private:
    virtual Window window_over(const Shape& image) const = 0;

    Kind kind_;
    bool count_padding_;
};

class MaxPooling2D final : public Pooling {
  public:
    /// Throws ShapeError for a window that is invalid for every input.
    explicit MaxPooling2D(const Window& window);
    const Window& window() const { return window_; }
    std::string_view type() const override { return "MaxPooling2D"; }
    DisplayName display_name(std::span<const Shape> inputs) const override;

  private:
    Window window_over(const Shape& /*image*/) const override { return window_; }
    Window window_;
};

class AveragePooling2D final : public Pooling {
  public:
    /// Throws ShapeError for a window that is invalid for every input.
    explicit AveragePooling2D(const Window& window, bool count_padding = false);
    const Window& window() const { return window_; }
    std::string_view type() const override { return "AveragePooling2D"; }
    DisplayName display_name(std::span<const Shape> inputs) const override;

  private:
    Window window_over(const Shape& /*image*/) const override { return window_; }
    Window window_;
};

}  // namespace convscope::nn
