// Reads Transpose and Concat.
#pragma once

#include <vector>

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

/// The order of Transpose: axis i of the result is axis order[i] of the input. Without `perm` the axes are reversed.
std::vector<std::size_t> transpose_order(const Call& call, std::size_t rank);

void read_transpose(const Call& call);
void read_concat(const Call& call);

}  // namespace convscope::onnx
