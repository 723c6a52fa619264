// Operators that are fused into the layer before them: a bias, an activation, and axes that are only transposed.
#pragma once

#include <string>
#include <vector>

#include "core/io/onnx/read/call.h"
#include "core/nn/model/activation.h"

namespace convscope::onnx {

/// What a layer does after its products. The layer itself is added afterwards.
struct FusedEpilogue {
    Value value;         ///< the arrangement after the last fused operator; of no node yet
    std::string output;  ///< the name of that operator's output
    std::vector<float> bias;
    nn::Activation activation;
};

/// Fuses the only consumers of `value`, the node's output, one after the other, and marks them as finished. The
/// layer's `channels` are innermost in memory.
FusedEpilogue fuse_epilogue(const Call& call, Value value, std::int64_t channels);
/// Sets the output of the last fused operator; the layer was added as `node`.
void set_output(const Call& call, FusedEpilogue epilogue, int node);

}  // namespace convscope::onnx
