// Computes operators with constant inputs while the model is read: they give shapes, axes and reshaped weights.
#pragma once

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

/// Each takes constants only and returns the operator's result.
Constant fold_arithmetic(const Call& call);
Constant fold_cast(const Call& call);
Constant fold_concat(const Call& call);
Constant fold_constant_of_shape(const Call& call);
Constant fold_gather(const Call& call);
Constant fold_identity(const Call& call);
Constant fold_reshape(const Call& call);
Constant fold_shape(const Call& call);
Constant fold_slice(const Call& call);
Constant fold_transpose(const Call& call);

/// Each reads an operator whose output is a constant, even if an input depends on the graph's inputs.
void read_constant(const Call& call);
void read_constant_of_shape(const Call& call);
void read_shape(const Call& call);

}  // namespace convscope::onnx
