// Computes operators with constant inputs while the model is read. Their results are shapes, axes and reshaped weights.
#pragma once

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

/// The dims of the broadcast of both operands. Throws LoadError.
Dims broadcast_dims(const Call& call, const Dims& a, const Dims& b);
/// The index of the operand's value that broadcasts to value `index` of the result; `operand` and `result` are dims.
std::int64_t operand_index(const Dims& result, const Dims& operand, std::int64_t index);

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
