// The loops of layers that slide a window over each channel separately, vectorised over the channels for the CPU they
// run on. All images are N,H,W,C and may be unaligned.
#pragma once

#include <cstdint>

#include "core/nn/model/window.h"

namespace convscope::nn {

/// The windows of output rows first..last-1, on one image with `channels` channels.
struct WindowRows {
    const WindowAxes& axes;
    std::int64_t channels = 0, first = 0, last = 0;
};

// The functions that take WindowRows write these rows of `output`, which has room for the whole output.

/// The largest value in each window; NaN if the window contains NaN. Padding does not count; every window must overlap
/// the image.
void max_pool(const WindowRows& rows, const float* input, float* output);
/// The mean of each window's values inside the image or, with `count_padding`, of these and the padding's zeros.
void average_pool(const WindowRows& rows, bool count_padding, const float* input, float* output);
/// Writes the input gradient: the sum of the gradients of the outputs in whose windows the value is the largest. If
/// several values of a window are equally large, the gradient goes to the first one in row order.
void max_pool_gradient(const WindowAxes& axes, std::int64_t channels, const float* input, const float* output,
                       const float* gradient, float* input_gradient);

}  // namespace convscope::nn
