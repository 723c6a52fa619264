// Writes a model's layers as ONNX operators, one layer after another.
#pragma once

#include "core/io/onnx/write/graph_builder.h"

namespace convscope::onnx {

/// Adds the operators that compute the output of node `index`. Throws nn::ModelError for a layer that ONNX
/// operators cannot express.
void write_layer(GraphBuilder& builder, int index);

}  // namespace convscope::onnx
