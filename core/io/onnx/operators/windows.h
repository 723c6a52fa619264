// Functions that the readers of convolutions and poolings share: for images and for the windows that slide over them.
#pragma once

#include <array>
#include <cstdint>

#include "core/io/onnx/read/call.h"
#include "core/nn/model/window.h"

namespace convscope::onnx {

/// One number for rows and one for columns.
struct IntPair {
    std::int64_t rows, cols;
    bool operator==(const IntPair&) const = default;
};

/// The value as an image {rows, cols, channels}, in memory and shape; a signal {N, C, W} is an image with one row.
Value as_image(const Call& call, const Value& value);
/// The number of axes that a window slides over, which are those after batch and channels. Throws LoadError unless it
/// is 1 or 2.
std::size_t image_axis_count(const Call& call, const Value& value);
/// The arrangement of an image of that shape as N,C,H,W, or as N,C,W if `like` has three axes. N is 1 if `like` has no
/// batch.
Arrangement image_arrangement(const nn::Shape& image, const Value& like);
/// Sets the call's output to the image that `node` computes from `input`.
void set_image(const Call& call, int node, const Value& input);

/// The attribute `name`, one number of 1 or more for each of the image's axes; `default_value` if it is left out.
IntPair pair_of(const Call& call, const char* name, std::size_t axes, std::int64_t default_value);
/// The window of that size, with the call's strides, dilations and padding, over an image {rows, cols, channels}.
nn::Window window_of(const Call& call, IntPair size, std::size_t axes, const nn::Shape& image);

template <class Layer>
nn::Shape output_of(const Layer& layer, const nn::Shape& input) {
    return layer.output_shape(std::array{input});
}

}  // namespace convscope::onnx
