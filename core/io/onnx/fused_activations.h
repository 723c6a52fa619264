// Replaces the arithmetic that computes GELU, Mish or HardSwish with one node.
// Must not include layers or the assembly: the graph is rewritten before it is read.
#pragma once

#include "core/io/onnx/graph.h"

namespace convscope::onnx {

/// The graph with a Gelu, Mish or HardSwish node for each such function that is written as arithmetic, such as
/// x * 0.5 * (1 + Erf(x / sqrt 2)). Operators are compared by their values and not by their order: exporters write the
/// factors in different orders. The nodes stay sorted.
Graph with_fused_activations(Graph graph);

}  // namespace convscope::onnx
