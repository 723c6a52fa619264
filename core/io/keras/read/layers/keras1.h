// Renames the layers and settings of Keras 1 to the names in Keras 2. Must not depend on layer kinds: it only changes
// JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "core/io/keras/read/fields.h"

namespace convscope::keras {

/// True for a layer that Keras 1 wrote.
bool is_keras1(const std::string& class_name, const nlohmann::json& config);

struct Keras2Layer {
    std::string class_name;
    nlohmann::json config;
};
/// Converts a layer for which is_keras1() is true to Keras 2. Throws LoadError for settings that Keras 2 lacks.
Keras2Layer as_keras2(const std::string& class_name, const Fields& fields);

}  // namespace convscope::keras
