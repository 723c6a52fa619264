// Computes comparisons, choices and elementwise functions of constants while the model is read. Exporters write them to
// compute shapes. They are refused if they depend on the graph's inputs.
#pragma once

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

/// Abs, Ceil, Exp, Floor, Log, Neg, Not, Reciprocal, Round, Sign, Sqrt.
Constant fold_function(const Call& call);
/// Pow, Mod, Min, Max, And, Or, Equal, Less, LessOrEqual, Greater, GreaterOrEqual. Truth is 1, falsehood 0.
Constant fold_pair(const Call& call);
Constant fold_where(const Call& call);
Constant fold_repeated(const Call& call);
Constant fold_range(const Call& call);
/// ReduceProd, ReduceSum, ReduceMax and ReduceMin over all axes of a list.
Constant fold_reduction(const Call& call);

/// Refuses an operator that is read only if its inputs are constants.
void read_constants_only(const Call& call);

}  // namespace convscope::onnx
