// Reads Resize and Upsample, which enlarge or reduce images.
#pragma once

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

void read_resize(const Call& call);

}  // namespace convscope::onnx
