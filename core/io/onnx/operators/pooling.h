// The pooling operators.
#pragma once

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

void read_max_pool(const Call& call);
void read_average_pool(const Call& call);
void read_global_max_pool(const Call& call);
void read_global_average_pool(const Call& call);

}  // namespace convscope::onnx
