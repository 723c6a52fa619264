// The base of UpSampling2D and Resizing: an image of another size, which repeats or interpolates the input's pixels.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// nearest repeats pixels; bilinear and cubic interpolate between two and four pixels along each axis, and repeat the
/// outermost pixels. No mode smooths an image that becomes smaller.
enum class Interpolation { nearest, bilinear, cubic };

/// The place in the input, in pixels from the first one's centre, that belongs to output i: half_pixel maps the edges
/// of the images to each other, align_corners the centres of the first and last pixels, asymmetric the first centres.
/// half_pixel_or_first is half_pixel, but takes the first pixel if there is one output. half_pixel_symmetric maps the
/// images' middles to each other, pixel_centre is half_pixel moved by half a pixel. ONNX calls these half_pixel,
/// align_corners, asymmetric, pytorch_half_pixel, half_pixel_symmetric and tf_half_pixel_for_nn.
enum class Coordinates {
    half_pixel,
    align_corners,
    asymmetric,
    half_pixel_or_first,
    half_pixel_symmetric,
    pixel_centre
};
/// The pixel that `nearest` takes for a place between two centres: the nearer one, where half_up takes the later one of
/// two equally near ones and half_down the earlier one; or always the earlier or later one.
enum class Rounding { half_up, half_down, down, up };

/// The places of the outputs. The default is TensorFlow's.
struct Placement {
    Coordinates coordinates = Coordinates::half_pixel;
    Rounding rounding = Rounding::half_up;
    /// The parameter of cubic interpolation. Keys, "Cubic convolution interpolation for digital image processing"
    /// (1981), equation 15.
    double cubic_a = -0.75;
    bool excludes_outside = false;  ///< true: pixels outside get no share, instead of the edge pixel's value
    /// Outputs per input along rows and columns; 0: the number of outputs divided by that of inputs.
    double row_scale = 0, col_scale = 0;
    bool operator==(const Placement&) const = default;
};

/// An input position along one axis, and its share in an output.
struct ResampledTap {
    std::int64_t position = 0;
    double share = 0;
};

/// The inputs of an output along one axis: up to four different ones in ascending order.
class ResampledTaps {
  public:
    ResampledTaps(std::initializer_list<ResampledTap> taps) {
        for (const ResampledTap& tap : taps) add(tap);
    }
    /// Adds a tap, or its share to that of the last tap if both have the same position.
    void add(const ResampledTap& tap) {
        if (count_ > 0 && taps_.at(count_ - 1).position == tap.position)
            taps_.at(count_ - 1).share += tap.share;
        else if (tap.share != 0)
            taps_.at(count_++) = tap;
    }
    const ResampledTap* begin() const { return taps_.data(); }
    const ResampledTap* end() const { return taps_.data() + count_; }
    const ResampledTap& front() const { return *begin(); }
    const ResampledTap& back() const { return *(end() - 1); }

  private:
    std::array<ResampledTap, 4> taps_{};
    std::size_t count_ = 0;
};

/// One axis that is resampled from `input` to `output` positions.
struct ResampledAxis {
    std::int64_t input, output;
    Interpolation interpolation;
    Placement placement;
    double scale;  ///< outputs per input

    /// The inputs of an output.
    ResampledTaps taps(std::int64_t index) const;

  private:
    double place(std::int64_t index) const;
    std::int64_t nearest(std::int64_t index) const;
    ResampledTaps cubic_taps(double centre) const;
};
struct ResampledAxes {
    ResampledAxis rows, cols;
};

/// {rows, cols, channels} becomes {rows of output_shape(), cols of output_shape(), channels}.
class ResampledImage : public Layer {
  public:
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;
    /// The axes of an image of the shape `from` that becomes one of the shape `to`.
    ResampledAxes axes(const Shape& from, const Shape& to) const;

  protected:
    explicit ResampledImage(Interpolation interpolation, const Placement& placement = {})
        : interpolation_(interpolation), placement_(placement) {}

  private:
    Interpolation interpolation_;
    Placement placement_;
};

}  // namespace convscope::nn
