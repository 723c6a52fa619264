// Reads TensorFlow Lite's convolutions, poolings, products and resizing as TensorFlow's operators, whose kernels have
// another order of axes.
#pragma once

#include "core/io/tflite/operator_reader.h"

namespace convscope::tflite {

void read_convolution(OperatorReader& reader);
void read_depthwise_convolution(OperatorReader& reader);
void read_transposed_convolution(OperatorReader& reader);
void read_fully_connected(OperatorReader& reader);
void read_average_pool(OperatorReader& reader);
void read_max_pool(OperatorReader& reader);
void read_resize_bilinear(OperatorReader& reader);
void read_resize_nearest(OperatorReader& reader);

/// Adds the node that gives the operator's output. A converter leaves out a RELU or RELU6 if the 8-bit output, which
/// cannot store negative values, limits the values anyway: this function adds the activation again.
void add_saturated(OperatorReader& reader, const std::string& kind, std::vector<std::string> inputs, int activation,
                   Attributes attributes = {});

}  // namespace convscope::tflite
