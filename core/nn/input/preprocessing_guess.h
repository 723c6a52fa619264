// A guess of the preprocessing for models whose file does not record it: from the first layers, or by running the
// model. Must not include files or the user's pictures, so that a model always gets the same guess.
#pragma once

#include "core/nn/model/model.h"

namespace convscope::nn {

/// The model with a guessed preprocessing and the reason for it in its info; unchanged if its preprocessing is known or
/// it takes no picture. A Rescaling layer at the input determines the range. Without one, the model is run on probe
/// images in each of the usual ranges. The guess is the first of these that there is evidence for: the range in which a
/// small model with ten classes recognises drawn digits or garments; the one that fits the statistics of the first
/// BatchNormalization; the one in which drawings of the same digit get the same answer; for larger pictures and colours
/// the one that gives the clearest answers. If the evidence is weak, it is 0..1, and the reason says so.
Model with_guessed_preprocessing(const Model& model);

}  // namespace convscope::nn
