// The loops of layers that slide a window over every channel by itself, vectorised over the channels for the CPU they
// run on. All images are N,H,W,C and may be unaligned.
#pragma once

#include <cstdint>

#include "core/nn/model/window.h"

namespace convscope::nn {

/// The windows of output rows first..last-1 of one image with that many channels.
struct WindowRows {
    const WindowAxes& axes;
    std::int64_t channels = 0, first = 0, last = 0;
};

// Each writes its rows of the image's whole `output`.

/// The largest value under each window; padding does not count, but every window must see some of the image. NaN wins.
void max_pool(const WindowRows& rows, const float* input, float* output);
/// The mean under each window, of the values inside or, with `count_padding`, with zeros around the image.
void average_pool(const WindowRows& rows, bool count_padding, const float* input, float* output);
/// A filter of its own for each channel: `kernel` rows x cols x channels, `bias` a value per channel or null.
void depthwise_convolution(const WindowRows& rows, const float* kernel, const float* bias, const float* input,
                           float* output);

/// Adds each output's gradient to the first value under its window, row by row, that is the largest.
void max_pool_gradient(const WindowAxes& axes, std::int64_t channels, const float* input, const float* output,
                       const float* gradient, float* input_gradient);

}  // namespace convscope::nn
