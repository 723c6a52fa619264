// Reads whole and nested models, Sequential or Functional, and calls of their layers.
#pragma once

#include <optional>
#include <vector>

#include "core/io/keras/read/assembly.h"
#include "core/io/keras/read/entries.h"
#include "core/io/keras/read/weights.h"

namespace convscope::keras {

/// Adds the model's layers, which consume `inputs`, and returns its outputs. `inputs` is nullopt for the whole model,
/// whose input layers are then added. Fills in the layers of `weights`. Throws LoadError.
Values read_model(const LayerEntry& entry, std::optional<Values> inputs, Assembly& assembly, LayerWeights& weights);
/// Adds one call of a layer or nested model on these inputs and returns its outputs. Throws LoadError and
/// nn::ModelError.
Values read_call(const LayerEntry& entry, Values inputs, Assembly& assembly, LayerWeights& weights);
/// Fills in the layers of the model's `weights`, without their weights, unless an earlier call has done so.
void list_layers(const std::vector<LayerEntry>& entries, const Assembly& assembly, LayerWeights& weights);

}  // namespace convscope::keras
