// Keras 1's layers and settings under the names that Keras 2 gave them. Knows nothing of what they mean.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "core/io/keras/fields.h"

namespace convscope {

/// True for settings that Keras 1 wrote: its kernels are stored otherwise where channels come first.
bool is_keras1(const std::string& class_name, const nlohmann::json& config);

struct KerasModern {
    std::string class_name;
    nlohmann::json config;
};
/// The layer as Keras 2 would write it. Only for what is_keras1() says. Throws LoadError for what Keras 2 lost.
KerasModern modern_keras(const std::string& class_name, const KerasFields& fields);

}  // namespace convscope
