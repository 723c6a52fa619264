// Reads TensorFlow.js's graph models: a model.json with a graph of TensorFlow's operators, as its converter writes it
// from a SavedModel, and raw weights.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/tfjs/weights.h"
#include "core/nn/model/model.h"

namespace convscope::tfjs {

/// True if the model.json `root` has a graph instead of layers.
bool is_graph_model(const nlohmann::json& root);
/// The model of the model.json `root`, whose weights are `arrays`; `file` is its name in errors. Throws LoadError.
nn::Model read_graph_model(const nlohmann::json& root, std::vector<Array> arrays, const std::string& file);
/// read_graph_model() for files in memory: the text of model.json and the bytes of all weights, one after the other.
nn::Model decode_graph_model(std::string_view text, std::span<const std::uint8_t> weights, const std::string& file);

}  // namespace convscope::tfjs
