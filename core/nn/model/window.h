// The sliding window that convolution and pooling share: strides, dilation, padding, output sizes.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/nn/model/region.h"

namespace convscope::nn {

enum class Padding { valid, same, explicit_ };

/// The largest window, stride, dilation or border, far below the sizes at which integers overflow.
inline constexpr std::int64_t kMaxSide = 1 << 20;

/// The width of a border on each side of an image, in pixels; none is negative.
struct Border {
    std::int64_t top = 0, bottom = 0, left = 0, right = 0;
    bool operator==(const Border&) const = default;

    /// Throws ShapeError unless all are 0..kMaxSide.
    void check() const;
};

/// A window of rows x cols values, `dilation` apart, that moves by `stride`. With Padding::same the border follows from
/// the input as in Keras: ceil(input / stride) outputs; if the border is odd, its extra pixel is at the end. `border`
/// is used only with Padding::explicit_. ceil_mode (ONNX) keeps a last window that extends beyond the end if it starts
/// inside the input or the border before it.
struct Window {
    std::int64_t rows = 1, cols = 1;
    std::int64_t row_stride = 1, col_stride = 1;
    std::int64_t row_dilation = 1, col_dilation = 1;
    Padding padding = Padding::valid;
    Border border;
    bool ceil_mode = false;
    bool operator==(const Window&) const = default;

    /// Throws ShapeError unless sizes, strides and dilations are 1..kMaxSide and the border 0..kMaxSide.
    void check() const;
};

/// One axis of a window on an input of known length.
struct WindowAxis {
    std::int64_t input = 0;
    std::int64_t size = 1, stride = 1, dilation = 1;
    std::int64_t before = 0, after = 0;  ///< padding
    std::int64_t output = 0;

    /// The input position of tap `tap` for output `position`; outside 0..input-1 in the padding.
    std::int64_t tap(std::int64_t position, std::int64_t tap) const {
        return position * stride - before + tap * dilation;
    }
    bool inside(std::int64_t position) const { return position >= 0 && position < input; }
    /// The number of an output's taps on the input and its padding. With ceil_mode the last window may extend further.
    std::int64_t padded_taps(std::int64_t position) const {
        const std::int64_t room = input + after - tap(position, 0);
        return std::min(size, (room + dilation - 1) / dilation);
    }
    std::int64_t extent() const { return (size - 1) * dilation + 1; }
    /// The input positions under the windows of these outputs.
    Interval source(Interval outputs) const;
    /// The outputs whose windows contain some of these inputs; the gaps of a dilated window count as part of it.
    Interval reach(Interval inputs) const;
};

struct WindowAxes {
    WindowAxis rows, cols;
};

/// The window of a convolution or pooling layer on its input image.
struct SlidingWindow {
    WindowAxes axes;
    bool same = false;     ///< true for Padding::same: only the stride makes the output smaller
    bool pooling = false;  ///< false: convolution
};

/// The window's axes on the image. Throws ShapeError, with the sizes of window and image, if no window fits.
WindowAxes axes_of(const Window& window, const Shape& image);

}  // namespace convscope::nn
