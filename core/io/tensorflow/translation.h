// Replaces the operators of TensorFlow by those of ONNX that compute the same, so that the readers of ONNX's operators
// add the layers, fold constants and fuse activations. Operators on images keep their kind, because their axes have
// another order than ONNX's, and are read by operators.h. The graphs of TensorFlow.js and of TensorFlow Lite have the
// same operators; read_graph.h describes them.
#pragma once

#include <string_view>
#include <vector>

#include "core/io/tensorflow/translator.h"

namespace convscope::tensorflow {

/// Adds the nodes that replace the translator's current node. Throws LoadError for an unknown operator.
void translate_node(Translator& to);
/// The names of the operators that can be translated, sorted.
std::vector<std::string_view> known_operators();

}  // namespace convscope::tensorflow
