// Writes Keras's JSON configuration of a model, in a form that Keras 2 and 3 read.
#pragma once

#include <string>
#include <vector>

#include "core/io/keras/write/write_layers.h"
#include "core/nn/model/model.h"

namespace convscope::keras {

/// The text of a file's model_config: Sequential for a chain with one input, else Model (Functional). Throws ModelError
/// as write_layers() does.
std::string write_config(const nn::Model& model);
/// `layers` are those of write_layers().
std::string write_config(const nn::Model& model, const std::vector<LayerConfig>& layers);

}  // namespace convscope::keras
