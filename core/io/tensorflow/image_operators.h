// The operators of TensorFlow that treat the axes of an image differently. Images are N,H,W,C, the order of the model's
// memory, so that these operators move no data. All other operators are read as those of ONNX, see translation.h.
#pragma once

#include "core/io/onnx/read/call.h"

namespace convscope::tensorflow {

/// Each reads one node; the inputs and attributes are those of TensorFlow's operator. Throws LoadError.
void read_convolution(const onnx::Call& call);
void read_depthwise_convolution(const onnx::Call& call);
void read_transposed_convolution(const onnx::Call& call);
void read_max_pool(const onnx::Call& call);
void read_average_pool(const onnx::Call& call);
void read_batch_normalization(const onnx::Call& call);
void read_prelu(const onnx::Call& call);
/// ONNX's Pad. If only rows and columns of an image grow, the border is added to the image as it is.
void read_pad(const onnx::Call& call);
void read_resize_bilinear(const onnx::Call& call);
void read_resize_nearest(const onnx::Call& call);
/// A sum over the axes of the attribute "axes": the mean times the number of summands.
void read_sum(const onnx::Call& call);

/// True if the batch is the first axis of the input, so that the operator does not mix the batch's examples.
bool image_keeps_examples(const onnx::Call& call);
bool channels_keep_examples(const onnx::Call& call);
bool sum_keeps_examples(const onnx::Call& call);

}  // namespace convscope::tensorflow
