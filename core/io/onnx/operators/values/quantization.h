// Reads QuantizeLinear and DequantizeLinear. Values stay real numbers: rounding is a Quantization layer, and the whole
// numbers that stand for a value in the file appear only where another operator takes them.
#pragma once

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

void read_quantize(const Call& call);
void read_dequantize(const Call& call);
Constant fold_quantize(const Call& call);
Constant fold_dequantize(const Call& call);

}  // namespace convscope::onnx
