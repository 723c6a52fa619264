// Translates TensorFlow's arithmetic, products and reductions.
#pragma once

#include "core/io/tensorflow/translator.h"

namespace convscope::tensorflow {

void translate_batch_product(Translator& to);
void translate_bias(Translator& to);
/// Maximum and Minimum: as a limit if one input is one constant number.
void translate_maximum(Translator& to);
void translate_minimum(Translator& to);
void translate_negation(Translator& to);
void translate_product(Translator& to);
void translate_square(Translator& to);

/// Mean, Max, Sum and ArgMax: their axes are an input.
void translate_arg_max(Translator& to);
void translate_max(Translator& to);
void translate_mean(Translator& to);
void translate_sum(Translator& to);

}  // namespace convscope::tensorflow
