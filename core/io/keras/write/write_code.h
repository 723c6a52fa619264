// The Python code that builds a model with Keras, for "Show the code". Must not depend on the values of weights: the
// code does not set them.
#pragma once

#include <string>

#include "core/nn/model/model.h"

namespace convscope::keras {

/// Complete, runnable Python for Keras 2 and 3: the model as the variable `model`, Sequential for a chain with one
/// input, else Functional, then model.summary(). Settings that are Keras's defaults are left out. Throws nn::ModelError
/// for a model that Keras cannot express.
std::string write_code(const nn::Model& model);

}  // namespace convscope::keras
