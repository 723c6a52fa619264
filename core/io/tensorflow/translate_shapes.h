// Translates TensorFlow's operators that move, select or pad values, and those that compute shapes.
#pragma once

#include "core/io/tensorflow/translator.h"

namespace convscope::tensorflow {

void translate_cast(Translator& to);
void translate_concat(Translator& to);
void translate_expand_dims(Translator& to);
void translate_fill(Translator& to);
void translate_gather(Translator& to);
void translate_identity(Translator& to);
void translate_pack(Translator& to);
void translate_pad(Translator& to);
void translate_slice(Translator& to);
void translate_split(Translator& to);
void translate_squeeze(Translator& to);
void translate_strided_slice(Translator& to);
void translate_transpose(Translator& to);
void translate_unpack(Translator& to);

}  // namespace convscope::tensorflow
