// The table of the ONNX operators that can be read, one line each.
#pragma once

#include <string_view>
#include <vector>

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

/// The operators that can be read, by name.
std::vector<std::string_view> known_operators();
/// Computes the node if its operator can be folded and all its inputs are constants; otherwise does nothing and returns
/// false. Throws LoadError.
bool fold_constant(const Call& call);
/// True if the operator computes every example of a batch by itself; see batch.h. True for unknown operators.
bool keeps_examples_apart(const Call& call);
/// Adds the layers that compute the node. keeps_examples_apart() must be true. Throws LoadError; for an unknown
/// operator the message names the known ones.
void read_node(const Call& call);

}  // namespace convscope::onnx
