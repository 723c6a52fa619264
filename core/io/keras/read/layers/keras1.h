// The layers and settings of Keras 1 under the names that Keras 2 gave them. Must not depend on layer kinds: it only
// renames.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "core/io/keras/read/fields.h"

namespace convscope::keras {

/// True for settings that Keras 1 wrote. With channels first it stores kernels as O,I,H,W.
bool is_keras1(const std::string& class_name, const nlohmann::json& config);

struct Keras2Layer {
    std::string class_name;
    nlohmann::json config;
};
/// The layer as Keras 2 writes it; its class must be is_keras1(). Throws LoadError for settings that Keras 2 lacks.
Keras2Layer as_keras2(const std::string& class_name, const Fields& fields);

}  // namespace convscope::keras
