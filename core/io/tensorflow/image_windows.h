// Functions that the readers of TensorFlow's convolutions and poolings share.
#pragma once

#include <array>

#include "core/io/onnx/read/call.h"
#include "core/nn/model/window.h"

namespace convscope::tensorflow {

/// One number for rows and one for columns.
struct Sides {
    std::int64_t rows = 1, cols = 1;
    bool operator==(const Sides&) const = default;
};

/// Input `index` as an image {rows, cols, channels}, in memory and shape. Throws LoadError for another number of axes
/// and for a node whose images are N,C,H,W.
onnx::Value image_input(const onnx::Call& call, std::size_t index = 0);
/// The arrangement N,H,W,C of an image of that shape. N is 1 if `like` has no batch.
Arrangement nhwc_arrangement(const nn::Shape& image, const onnx::Value& like);
/// Sets the call's output to the image that `node` computes from `input`.
void set_nhwc_image(const onnx::Call& call, int node, const onnx::Value& input);

/// An attribute with four numbers for N,H,W,C, which must be 1 for N and C; {1, 1} if it is left out.
Sides sides_of(const onnx::Call& call, const char* name);
/// The window of that size with the node's strides, dilations and padding.
nn::Window nhwc_window(const onnx::Call& call, Sides size);

template <class Layer>
nn::Shape output_of(const Layer& layer, const nn::Shape& input) {
    return layer.output_shape(std::array{input});
}

}  // namespace convscope::tensorflow
