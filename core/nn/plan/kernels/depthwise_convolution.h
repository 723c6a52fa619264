// Convolution of each channel with its own filter, vectorised over the channels for the CPU it runs on. Neighbouring
// pixels of a row whose windows have the same taps inside the image are computed together: a weight is loaded once for
// all of them, and their sums are independent of each other, which hides the latency of a multiply-add.
#pragma once

#include "core/nn/plan/kernels/value_limits.h"
#include "core/nn/plan/kernels/window_kernels.h"

namespace convscope::nn {

/// One filter per channel: `kernel` is rows x cols x channels, `bias` a value per channel or null. The results are kept
/// within the limits.
struct DepthwiseFilters {
    const float* kernel = nullptr;
    const float* bias = nullptr;
    ValueLimits limits;
};

/// Writes these rows of `output`, which has room for the whole output. NaN stays NaN.
void depthwise_convolution(const WindowRows& rows, const DepthwiseFilters& filters, const float* input, float* output);

}  // namespace convscope::nn
