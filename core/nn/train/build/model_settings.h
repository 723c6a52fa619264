// The switches that describe a model's layers, so that an open model's architecture can be changed with them: the
// opposite of build_network.h.
#pragma once

#include <optional>

#include "core/nn/model/model.h"
#include "core/nn/train/build/build_network.h"
#include "core/nn/train/build/network_settings.h"

namespace convscope::nn {

/// The pictures and classes that a model is made for.
NetworkTask task_of(const Model& model);

/// The settings from which outline() gives the model's layers: the same kinds, shapes, activations and numbers of
/// parameters. nullopt if no settings do.
std::optional<NetworkSettings> settings_of(const Model& model);

}  // namespace convscope::nn
