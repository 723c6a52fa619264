// Reads TensorFlow Lite's other operators with options as TensorFlow's operators.
#pragma once

#include "core/io/tflite/operator_reader.h"

namespace convscope::tflite {

void read_batch_product(OperatorReader& reader);
void read_cast(OperatorReader& reader);
void read_concatenation(OperatorReader& reader);
/// Changes nothing: constants and values are real numbers already.
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

/// Adds an operator that reduces the axes listed by input 1.
void add_reduction(OperatorReader& reader, const std::string& kind);
template <const char* Kind>
void read_reduction(OperatorReader& reader) {
    add_reduction(reader, Kind);
}

}  // namespace convscope::tflite
