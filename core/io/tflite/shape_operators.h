// Reads TensorFlow Lite's other operators with options as TensorFlow's operators.
#pragma once

#include "core/io/tflite/operator_reader.h"

namespace convscope::tflite {

void read_batch_product(OperatorReader& reader);
void read_cast(OperatorReader& reader);
void read_concatenation(OperatorReader& reader);
/// Constants are real numbers already, and so are values.
void read_dequantize(OperatorReader& reader);
void read_gather(OperatorReader& reader);
void read_gelu(OperatorReader& reader);
void read_leaky_relu(OperatorReader& reader);
void read_mirror_pad(OperatorReader& reader);
void read_pack(OperatorReader& reader);
void read_reshape(OperatorReader& reader);
void read_softmax(OperatorReader& reader);
void read_split(OperatorReader& reader);
void read_split_by_sizes(OperatorReader& reader);
void read_squeeze(OperatorReader& reader);
void read_strided_slice(OperatorReader& reader);
void read_unpack(OperatorReader& reader);

/// An operator over the axes that are input 1.
void add_reduction(OperatorReader& reader, const std::string& kind);
template <const char* Kind>
void read_reduction(OperatorReader& reader) {
    add_reduction(reader, Kind);
}

}  // namespace convscope::tflite
