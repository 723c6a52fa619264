// A guess of the preprocessing for models whose file does not record it: from the first layers, or by running the
// model. Must not include files or the user's pictures: a model always gets the same guess.
#pragma once

#include "core/nn/model/model.h"

namespace convscope::nn {

/// The model with a guessed preprocessing and the reason for it in its info; unchanged if its preprocessing is known or
/// it takes no picture. A Rescaling layer at the input determines the range. Without one, the model is run on the probe
/// images in the ranges 0..1, 0..255, -1..1 and, in colour, ImageNet's. The guess is the range that fits the statistics
/// of the first BatchNormalization or else gives the clearest answers.
Model with_guessed_preprocessing(const Model& model);

}  // namespace convscope::nn
