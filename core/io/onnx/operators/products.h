// Reads Gemm and MatMul as Dense layers.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

/// True if MatMul's constant with the dims `kernel` holds several matrices, one for each group of features.
bool has_matrix_groups(const Dims& kernel);

void read_gemm(const Call& call);
void read_matmul(const Call& call);

}  // namespace convscope::onnx
