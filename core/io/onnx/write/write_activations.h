// Writes activations as ONNX operators.
#pragma once

#include "core/io/onnx/write/layer_writer.h"

namespace convscope::onnx {

/// Adds the operators that apply the layer's activation to the value `x`; their output is the layer's.
void write_activation(const LayerWriter& w, const std::string& x);

}  // namespace convscope::onnx
