// The table of the operators that keep TensorFlow's kind in a translated graph: those on images, and some that are only
// computed for constants. All other nodes of the graph have kinds of ONNX.
#pragma once

#include "core/io/onnx/read/call.h"

namespace convscope::tensorflow {

/// Reads the node, from this table or from ONNX's: adds its layers, or computes its constant. Throws LoadError.
void read_node(const onnx::Call& call);
/// Computes the node if all its inputs are constants. False if they are not, or if the operator is never computed for
/// constants.
bool fold_constant(const onnx::Call& call);
/// True unless the operator would mix the examples of a batch. See onnx::keeps_examples_apart().
bool keeps_examples_apart(const onnx::Call& call);

}  // namespace convscope::tensorflow
