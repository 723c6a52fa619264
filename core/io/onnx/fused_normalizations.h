// Replaces the arithmetic that computes a layer normalization with one node.
// Must not include layers or the assembly: the graph is rewritten before it is read.
#pragma once

#include "core/io/onnx/graph.h"

namespace convscope::onnx {

/// The attribute of a fused LayerNormalization node with the axes of its ReduceMean operators.
inline constexpr const char* kFusedAxes = "fused_axes";

/// The graph with a LayerNormalization node, which has only a first input, for each (x - m) / Sqrt(v + epsilon), where
/// m is the ReduceMean of x and v that of (x - m)^2 over the same axes. Nodes that scale or shift the result stay as
/// they are. The nodes stay sorted.
Graph with_fused_normalizations(Graph graph);

}  // namespace convscope::onnx
