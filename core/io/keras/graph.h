// Models in Keras's configurations, whole or nested in others: Sequential and Functional. Knows no layer kind.
#pragma once

#include <optional>
#include <vector>

#include "core/io/keras/assembly.h"

namespace convscope {

/// True for a list or graph of layers.
bool is_keras_model(const KerasEntry& entry);

/// What the model makes of the inputs; nullopt: the model's own are added, that is, it stands by itself. Fills the
/// holder's layers. Throws LoadError.
std::vector<KerasValue> read_keras_model(const KerasEntry& entry, std::optional<std::vector<KerasValue>> inputs,
                                         KerasAssembly& assembly, KerasHolder& holder);
/// The same for a graph.
std::vector<KerasValue> read_keras_functional(const KerasEntry& entry,
                                              const std::optional<std::vector<KerasValue>>& given,
                                              KerasAssembly& assembly, KerasHolder& holder);
/// Lists the layers in the model's holder, unless a call before has.
void hold_keras_layers(const std::vector<KerasEntry>& entries, const KerasAssembly& assembly, KerasHolder& holder);

}  // namespace convscope
