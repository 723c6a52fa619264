// The preprocessing of a model whose file does not record it: found from its first layers, or by trials.
// Must not include files or the user's pictures: one model always gives one guess.
#pragma once

#include "core/nn/model/model.h"

namespace convscope::nn {

/// The model with a preprocessing that fits it, and the reason, in its info; unchanged if its preprocessing is known or
/// it takes no picture. A Rescaling layer at the input decides. Otherwise the probe images go in as 0..1, 0..255, -1..1
/// and, in colour, in ImageNet's range; the range that fits the statistics of the first BatchNormalization, or that
/// gives the clearest answers, is taken. Runs the model a few times.
Model with_guessed_preprocessing(const Model& model);

}  // namespace convscope::nn
