// Reads Conv and ConvTranspose.
#pragma once

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

void read_convolution(const Call& call);
void read_transposed_convolution(const Call& call);

}  // namespace convscope::onnx
