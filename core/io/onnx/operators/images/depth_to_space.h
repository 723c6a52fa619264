// Reads DepthToSpace and SpaceToDepth, which exchange channels with blocks of pixels.
#pragma once

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

void read_depth_to_space(const Call& call);
void read_space_to_depth(const Call& call);

}  // namespace convscope::onnx
