// Models and layers in Keras's configurations, whole or nested in others: Sequential or Functional.
#pragma once

#include <optional>
#include <vector>

#include "core/io/keras/read/assembly.h"
#include "core/io/keras/read/entries.h"
#include "core/io/keras/read/weights.h"

namespace convscope::keras {

/// Adds the model's layers after the inputs and returns its outputs. Without inputs the model is the whole one, and its
/// own inputs are added. Fills in the layers of `weights`. Throws LoadError.
Values read_model(const LayerEntry& entry, std::optional<Values> inputs, Assembly& assembly, LayerWeights& weights);
/// Adds a layer or nested model after the inputs and returns its outputs. Throws LoadError and nn::ModelError.
Values read_call(const LayerEntry& entry, Values inputs, Assembly& assembly, LayerWeights& weights);
/// Lists the model's layers in its weights, unless an earlier call of the model has.
void list_layers(const std::vector<LayerEntry>& entries, const Assembly& assembly, LayerWeights& weights);

}  // namespace convscope::keras
