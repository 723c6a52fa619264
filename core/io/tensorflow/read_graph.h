// Builds a model from a graph of TensorFlow's operators. The readers of TensorFlow.js's graph models and of TensorFlow
// Lite make this graph from their files.
#pragma once

#include "core/io/onnx/graph.h"
#include "core/nn/model/model.h"

namespace convscope::tensorflow {

/// The nodes have TensorFlow's kinds, inputs and attributes; `constants` holds all constants, so that there is no node
/// of the kind Const. Also, the kinds HardSwish, Gelu, Prelu and ReluN1To1 stand for TensorFlow Lite's operators, and
/// "fused_ops" is one text, separated by commas. Types are texts such as "DT_FLOAT". Throws LoadError.
nn::Model read_graph(onnx::Graph graph);

}  // namespace convscope::tensorflow
