// The base of UpSampling2D and Resizing: an image of another size, which repeats or interpolates the input's pixels.
#pragma once

#include <algorithm>
#include <array>
#include <initializer_list>
#include <vector>

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// nearest repeats pixels; bilinear interpolates between pixel centres and repeats the outermost pixels. Both take the
/// centres of pixels as their places (half-pixel centres), as TensorFlow does, and do not smooth what they reduce.
enum class Interpolation { nearest, bilinear };

/// An input position along one axis, and its share in an output.
struct ResampledTap {
    std::int64_t position = 0;
    double share = 0;
};

/// The inputs of an output along one axis: one, or two neighbours in ascending order.
class ResampledTaps {
  public:
    ResampledTaps(std::initializer_list<ResampledTap> taps) : count_(taps.size()) {
        std::ranges::copy(taps, taps_.begin());
    }
    const ResampledTap* begin() const { return taps_.data(); }
    const ResampledTap* end() const { return taps_.data() + count_; }
    const ResampledTap& front() const { return *begin(); }
    const ResampledTap& back() const { return *(end() - 1); }

  private:
    std::array<ResampledTap, 2> taps_;
    std::size_t count_;
};

/// The taps of every position along one axis that is resampled from `input` to `output` positions.
std::vector<ResampledTaps> resampled_taps(Interpolation interpolation, std::int64_t input, std::int64_t output);

/// {rows, cols, channels} becomes {rows of output_shape(), cols of output_shape(), channels}.
class ResampledImage : public Layer {
  public:
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;
    Interpolation interpolation() const { return interpolation_; }

  protected:
    explicit ResampledImage(Interpolation interpolation) : interpolation_(interpolation) {}

  private:
    Interpolation interpolation_;
};

}  // namespace convscope::nn
