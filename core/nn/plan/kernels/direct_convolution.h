// Convolution of N,H,W,C images, vectorised over filters for the CPU it runs on. It does not copy the input (no
// im2col), since a kernel row of one window is contiguous. Any kernel size and stride, no dilation, no groups. It also
// computes matrix products, with rows as pixels, features as channels and units as filters. On the course model's
// second convolution (13x13x64, 64 filters, one core) it does 126 billion multiply-adds a second of 131 possible with
// AVX-512, and 50 of 53 with AVX2, where oneDNN 2.6 does 43.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "core/nn/plan/kernels/aligned_floats.h"
#include "core/nn/plan/kernels/value_limits.h"

namespace convscope::nn {

/// The sizes of one image's convolution. in_cols includes the padding.
struct DirectGeometry {
    std::int64_t in_cols = 0, channels = 0;
    std::int64_t out_rows = 0, out_cols = 0, filters = 0;
    std::int64_t kernel_rows = 1, kernel_cols = 1, row_stride = 1, col_stride = 1;

    /// A range of rows and filters of the output.
    struct Part {
        std::int64_t first_row = 0, last_row = 0, first_filter = 0, last_filter = 0;
    };

    std::int64_t taps() const { return kernel_rows * kernel_cols * channels; }
    /// True if an output pixel is computed from the input pixel at its place alone.
    bool is_pointwise() const {
        return kernel_rows == 1 && kernel_cols == 1 && row_stride == 1 && col_stride == 1 && in_cols == out_cols;
    }
    std::int64_t multiply_adds() const { return out_rows * out_cols * filters * taps(); }
};

/// A kernel and its bias in the order in which the inner loop reads them.
class PackedKernel {
  public:
    PackedKernel() = default;
    /// `kernel` is in Keras's order: rows, cols, channels, filters. `bias` has a value per filter or none.
    void pack(const DirectGeometry& geometry, std::span<const float> kernel, std::span<const float> bias);

    /// The number of filters in a block, which is computed together; depends on the CPU.
    std::int64_t block() const { return block_; }
    const float* kernel(std::int64_t first_filter) const {
        return &kernel_[static_cast<std::size_t>(first_filter * taps_)];
    }
    std::int64_t size() const { return std::ssize(kernel_); }
    const float* bias(std::int64_t first_filter) const { return &bias_[static_cast<std::size_t>(first_filter)]; }

  private:
    std::int64_t block_ = 0, taps_ = 0;
    AlignedFloats kernel_, bias_;
};

/// The number of filters in a block, which is computed together; depends on the CPU.
std::int64_t filter_block_size();

/// A matrix product: to = from * kernel, for `pixels` rows of `channels` values each and one block of filters. `kernel`
/// is channels x filter_block_size(), `to` pixels x filter_block_size(), both aligned to vectors. Uses this core only.
void multiply_block(const float* kernel, std::int64_t channels, const float* from, std::int64_t pixels, float* to);

/// Work on consecutive values of the output, in whole pixels, while they are still in the cache of the core that has
/// computed them: an activation.
using ValuesDone = std::function<void(float* values, std::size_t count)>;

/// Computes the whole output of one image, out_rows x out_cols x filters: the convolution plus bias, within the limits.
/// NaN stays NaN. Then calls `done`, unless it is empty, for each part of the output. With `all_cores` a
/// large image is divided among all cores.
void direct_convolution(const DirectGeometry& geometry, const PackedKernel& packed, const ValueLimits& limits,
                        const float* input, float* output, bool all_cores, const ValuesDone& done);

}  // namespace convscope::nn
