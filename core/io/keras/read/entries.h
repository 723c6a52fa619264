// Reads the entries of Keras's lists of layers, and the input shapes that they state.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/io/keras/read/assembly.h"

namespace convscope::keras {

/// A layer or nested model in a list of layers. Refers to the JSON, which must outlive it.
struct LayerEntry {
    std::string name, class_name;
    const nlohmann::json* config;
    const nlohmann::json* inbound_nodes;
};

/// True for a Sequential or Functional model.
bool is_model(const LayerEntry& entry);
/// The list of layers in a model's configuration; old configurations are that list. null if there is none.
const nlohmann::json& layers_of(const nlohmann::json& config);
/// Throws LoadError unless `layers` is a list of 1 or more layers with names and classes.
std::vector<LayerEntry> read_entries(const nlohmann::json& layers, const Assembly& assembly);

/// An example's shape from a list of lengths whose first `skip` (0 or 1) are the batch. nullopt for null.
std::optional<nn::Shape> read_shape(const nlohmann::json& lengths, std::size_t skip, const std::string& layer,
                                    const Assembly& assembly);
/// The input shape that a layer, or the first layer of a model, states; nullopt if it states none.
std::optional<nn::Shape> input_shape(const LayerEntry& entry, const Assembly& assembly);
/// True if the first of these layers that states a data format states channels_first.
bool is_channels_first(const nlohmann::json& layers);

}  // namespace convscope::keras
