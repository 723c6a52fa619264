// How pictures go into a model that does not say so: found from its first layers, or by trying.
// Knows no file and no user's picture: the same model always gives the same guess.
#pragma once

#include "core/nn/model/model.h"

namespace convscope::nn {

/// The model with a preprocessing that fits it, and the reason, in its info; as it is where the preprocessing is known
/// or where it takes no picture. A layer at the input that rescales or normalises decides; else pictures of our own go
/// in as 0..1, 0..255, -1..1 and, in colour, as ImageNet's, and what the model's statistics or its answers fit best is
/// taken. Takes a few runs of the model.
Model with_guessed_preprocessing(const Model& model);

}  // namespace convscope::nn
