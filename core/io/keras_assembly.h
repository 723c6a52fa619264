// A model being put together from Keras's lists of layers: what Sequential and Functional have in common.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/io/keras_config.h"
#include "core/io/keras_fields.h"
#include "core/nn/model.h"

namespace convscope {

/// Adds layers one by one, with their weights. Throws LoadError and nn::ModelError.
class KerasAssembly {
  public:
    /// Both have to live as long as the assembly.
    KerasAssembly(const KerasSource& source, const KerasWeightSource& weights, nn::ModelInfo info)
        : source_(source), weights_(weights), builder_(std::move(info)) {}

    const std::string& file() const { return source_.file; }
    /// Throws LoadError for a configuration that is not Keras's.
    [[noreturn]] void refuse(const std::string& fault, const std::string& where = {}) const;

    int add_input(const std::string& name, const nn::Shape& shape);
    int add(const std::string& name, const std::string& class_name, const nlohmann::json& config,
            const std::vector<int>& inputs);
    nn::Model build(std::vector<int> outputs) { return builder_.build(std::move(outputs)); }

  private:
    std::vector<nn::SharedTensor> weights_of(const std::string& name, const std::string& class_name,
                                             const nn::Layer& layer, std::span<const nn::Shape> shapes);

    const KerasSource& source_;
    const KerasWeightSource& weights_;
    nn::ModelBuilder builder_;
    std::vector<nn::Shape> shapes_;
    std::int64_t values_left_ = nn::kMaxTensorValues;
};

/// One entry of a list of layers. Refers to the JSON.
struct KerasEntry {
    std::string name, class_name;
    const nlohmann::json* config;
    const nlohmann::json* inbound_nodes;
};

/// The member of that name; null for what has none or is no object.
const nlohmann::json& json_member(const nlohmann::json& object, const char* key);
std::vector<KerasEntry> read_keras_entries(const nlohmann::json& layers, const KerasAssembly& assembly);

/// The example's shape in a list of lengths, behind `skip` for the batch. nullopt for null.
std::optional<nn::Shape> read_keras_shape(const nlohmann::json& lengths, std::size_t skip, const std::string& layer,
                                          const KerasAssembly& assembly);
/// The shape that a layer says its input has; nullopt where it says none.
std::optional<nn::Shape> keras_input_shape(const KerasEntry& entry, const KerasAssembly& assembly);

/// The model in the settings of a "Functional".
nn::Model read_keras_functional(const nlohmann::json& config, KerasAssembly& assembly);

}  // namespace convscope
