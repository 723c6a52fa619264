// The Keras code that builds a model, for "Show the code". Must not depend on weights' values: the code only builds.
#pragma once

#include <string>

#include "core/nn/model/model.h"

namespace convscope::keras {

/// Complete, runnable Python for Keras 2 and 3: the model as the variable `model`, Sequential for a chain with one
/// input, else Functional, and its summary. Settings that are Keras's defaults are left out. Throws nn::ModelError for
/// what Keras cannot express.
std::string write_code(const nn::Model& model);

}  // namespace convscope::keras
