// Convolution for N,H,W,C images, vectorised over filters for the CPU it runs on: without regrouping the input, as a
// kernel row of one window lies in one piece. Any kernel size and stride, no dilation, no groups.
// On the course model's second convolution (13x13x64, 64 filters, AVX2, one core) it does 50 of 53 possible billion
// multiply-adds a second, where oneDNN 2.6 does 43.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/nn/layers/window.h"

namespace convscope::nn {

/// Sizes of one image's convolution. The input has been padded already.
struct DirectGeometry {
    std::int64_t in_cols = 0, channels = 0;
    std::int64_t out_rows = 0, out_cols = 0, filters = 0;
    std::int64_t kernel_rows = 1, kernel_cols = 1, row_stride = 1, col_stride = 1;
};

/// Kernel and bias in the order in which the inner loop reads them.
class PackedKernel {
  public:
    PackedKernel() = default;
    /// `kernel` as Keras has it: rows, cols, channels, filters. `bias` has a value per filter or none.
    void pack(const DirectGeometry& geometry, std::span<const float> kernel, std::span<const float> bias);

    /// Filters that are computed together; depends on the CPU.
    std::int64_t block() const { return block_; }
    const float* kernel(std::int64_t first_filter) const {
        return &kernel_[static_cast<std::size_t>(first_filter * taps_)];
    }
    std::size_t bytes() const { return kernel_.size() * sizeof(float); }
    const float* bias(std::int64_t first_filter) const { return &bias_[static_cast<std::size_t>(first_filter)]; }

  private:
    std::int64_t block_ = 0, taps_ = 0;
    std::vector<float> kernel_, bias_;
};

/// Output rows first_row..last_row-1 of one image, out_rows x out_cols x filters: kernel and bias, and, with `relu`,
/// max(0, .). NaN stays NaN.
void direct_convolution(const DirectGeometry& geometry, const PackedKernel& packed, bool relu, const float* input,
                        std::int64_t first_row, std::int64_t last_row, float* output);

}  // namespace convscope::nn
