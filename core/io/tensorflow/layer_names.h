// Short names for the layers of TensorFlow's graphs, whose nodes are named by paths such as
// "StatefulPartitionedCall/mobilenetv2/Conv1/Conv2D".
#pragma once

#include "core/io/onnx/graph.h"

namespace convscope::tensorflow {

/// Renames the nodes: removes the operator at the end of the path ("Conv1"), and folders at its start as long as the
/// rest is unique ("block_1/conv" and "block_2/conv"). Nodes with equal paths get equal names. TensorFlow Lite lists
/// several paths for fused operators, separated by ";": takes the path that ends in the node's operator, or else the
/// first.
void shorten_layer_names(onnx::Graph& graph);

}  // namespace convscope::tensorflow
