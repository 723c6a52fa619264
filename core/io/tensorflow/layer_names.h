// Short names for the layers of TensorFlow's graphs, whose nodes are named by paths such as
// "StatefulPartitionedCall/mobilenetv2/Conv1/Conv2D".
#pragma once

#include "core/io/onnx/graph.h"

namespace convscope::tensorflow {

/// Renames the nodes: the operator at the end of the path is removed ("Conv1"), and the folders at its start as far as
/// the rest belongs to one path only ("block_1/conv" and "block_2/conv"). Nodes with one path keep one name. Of the
/// paths that TensorFlow Lite lists for fused operators, separated by ";", the one that ends in the node's operator is
/// taken, or else the first.
void shorten_layer_names(onnx::Graph& graph);

}  // namespace convscope::tensorflow
