// "Show the code" of a model: the Keras lines that build it. Knows no weights' values.
#pragma once

#include <string>

#include "core/nn/model/model.h"

namespace convscope {

/// Complete, runnable Python for Keras 2 and 3: the model under the name `model`, Sequential for a chain, else
/// functional, and its summary. Settings that are Keras's defaults are left out. Throws nn::ModelError for what Keras
/// cannot express.
std::string keras_code(const nn::Model& model);

}  // namespace convscope
