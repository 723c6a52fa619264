// Convolution of N,H,W,C images with 3 x 3 kernels and stride 1 by Winograd's minimal filtering F(2 x 2, 3 x 3): 16
// multiply-adds instead of 36 for each channel, filter and tile of 2 x 2 outputs. Source: Lavin and Gray, Fast
// Algorithms for Convolutional Neural Networks, 2016. Rounding is two to four times that of the direct convolution. An
// infinite value would become NaN in its tile, so the result says whether all values are finite.
#pragma once

#include <cstdint>
#include <span>

#include "core/nn/model/window.h"
#include "core/nn/plan/kernels/aligned_floats.h"
#include "core/nn/plan/kernels/direct_convolution.h"

namespace convscope::nn {

/// The sizes of one image's convolution. `axes` are those of a 3 x 3 window with stride 1 and any padding.
struct WinogradGeometry {
    WindowAxes axes;
    std::int64_t channels = 0, filters = 0;

    std::int64_t tile_rows() const { return (axes.rows.output + 1) / 2; }
    std::int64_t tile_cols() const { return (axes.cols.output + 1) / 2; }
    std::int64_t tiles() const { return tile_rows() * tile_cols(); }
    /// True if the kernels are larger than the transformed input: then the filters are divided among the cores.
    bool divides_filters() const { return filters > tiles(); }
    /// The floats of the transformed input that winograd_convolution() needs as scratch memory.
    std::int64_t scratch_floats() const;
};

/// True if Winograd's method is faster than direct_convolution(), for a 3 x 3 window with stride and dilation 1.
bool suits_winograd(const WinogradGeometry& geometry);

/// The transformed kernels and the bias.
class WinogradKernel {
  public:
    /// `kernel` is in Keras's order: 3, 3, channels, filters. `bias` has a value per filter or none.
    void load(const WinogradGeometry& geometry, std::span<const float> kernel, std::span<const float> bias);

    std::int64_t block() const { return block_; }
    std::int64_t blocks() const { return std::ssize(bias_) / block_; }
    /// The matrix of one of the 16 positions for a block of filters: channels x block().
    const float* matrix(std::int64_t block, std::int64_t position) const {
        return &kernel_[static_cast<std::size_t>((block * kPositions + position) * channels_ * block_)];
    }
    const float* bias(std::int64_t block) const { return &bias_[static_cast<std::size_t>(block * block_)]; }
    /// A pixel of zeros, for the padding.
    const float* zeros() const { return zeros_.data(); }

    static constexpr std::int64_t kPositions = 16;

  private:
    std::int64_t block_ = 1, channels_ = 0;
    AlignedFloats kernel_, bias_, zeros_;
};

/// Computes the whole output of one image like direct_convolution(). `scratch` has scratch_floats() values. Returns
/// false if a value before the limits is not finite: then the output must be computed by direct_convolution().
bool winograd_convolution(const WinogradGeometry& geometry, const WinogradKernel& kernel, const ValueLimits& limits,
                          const float* input, float* output, bool all_cores, float* scratch, const ValuesDone& done);

}  // namespace convscope::nn
