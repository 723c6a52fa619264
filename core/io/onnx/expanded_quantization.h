// Replaces operators that compute with whole numbers by operators that compute with the real values they stand for.
// Must not include layers or the assembly: the graph is rewritten before it is read.
#pragma once

#include <string_view>
#include <vector>

#include "core/io/onnx/graph.h"

namespace convscope::onnx {

/// The operators that are replaced, by name.
std::vector<std::string_view> quantized_operators();
/// The graph with a DequantizeLinear for each whole-number input of QLinearConv, QLinearMatMul and their like, the
/// usual operator, and a QuantizeLinear for its output; ConvInteger and MatMulInteger become a Sub of each zero point
/// and the usual operator. The nodes stay sorted.
Graph with_expanded_quantization(Graph graph);

}  // namespace convscope::onnx
