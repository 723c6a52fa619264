// The switches that describe a model's layers, so that Training can change an open model's architecture.
// Must not include anything that draws or trains.
#pragma once

#include <optional>

#include "core/nn/model/model.h"
#include "core/nn/train/build/build_network.h"
#include "core/nn/train/build/network_settings.h"

namespace convscope {

/// The pictures and classes that a model is made for.
nn::NetworkTask task_of(const nn::Model& model);

/// The settings from which nn::outline() gives the model's layers: the same kinds, shapes, activations and numbers of
/// parameters. nullopt if no settings do.
std::optional<nn::NetworkSettings> settings_of(const nn::Model& model);

}  // namespace convscope
