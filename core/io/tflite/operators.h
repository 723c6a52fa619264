// The table of TensorFlow Lite's operators, by their numbers in the format.
#pragma once

#include <string>
#include <vector>

#include "core/io/tflite/operator_reader.h"

namespace convscope::tflite {

/// The operator's name in the format, as in CONV_2D; "operator 999" for an unknown number.
std::string operator_name(int code);
/// Adds the nodes of TensorFlow's operators that compute what the operator `code` computes. Throws LoadError for an
/// operator that cannot be read.
void read_operator(int code, OperatorReader& reader);

}  // namespace convscope::tflite
