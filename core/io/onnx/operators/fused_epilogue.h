// Fuses operators into the layer before them: a bias, an activation, and Transposes, which move no data.
#pragma once

#include <string>
#include <vector>

#include "core/io/onnx/read/call.h"
#include "core/nn/model/activation.h"

namespace convscope::onnx {

/// The bias and the activation that are fused into a layer. The caller adds the layer afterwards.
struct FusedEpilogue {
    Value value;         ///< after the last fused operator; set_output() sets its node
    std::string output;  ///< the name of that operator's output
    std::vector<float> bias;
    nn::Activation activation;
};

/// Fuses the only consumer of `value`, the node's output, then the only consumer of the result, and so on, and marks
/// the fused nodes as finished. The layer's `channels` are innermost in memory.
FusedEpilogue fuse_epilogue(const Call& call, Value value, std::int64_t channels);
/// Sets the output of the last fused operator to that of `node`, the added layer.
void set_output(const Call& call, FusedEpilogue epilogue, int node);

}  // namespace convscope::onnx
