// Gemm and MatMul: dense layers.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

/// True if MatMul multiplies several matrices, one for each group of rows, by a constant of these dims.
bool has_matrix_groups(const Dims& kernel);

void read_gemm(const Call& call);
void read_matmul(const Call& call);

}  // namespace convscope::onnx
