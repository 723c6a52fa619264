// Translates TensorFlow's activations, and the operators into which TensorFlow fused a bias and an activation.
#pragma once

#include "core/io/tensorflow/translator.h"

namespace convscope::tensorflow {

void translate_gelu(Translator& to);
void translate_leaky_relu(Translator& to);
void translate_relu6(Translator& to);
void translate_relu_n1_to_1(Translator& to);
/// Softmax of TensorFlow Lite multiplies its input by the attribute "beta" first.
void translate_softmax(Translator& to);
/// A convolution or a product, then the operators that the attribute "fused_ops" lists, separated by commas.
void translate_fused(Translator& to);

}  // namespace convscope::tensorflow
