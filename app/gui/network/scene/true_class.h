// The true class of the input, if the data set or the sample records it.
#pragma once

#include <cstddef>
#include <optional>

#include "app/document/network/network.h"

namespace convscope {

/// An index into the model's classes: the label of a data set's picture, or the class that a sample garment is named
/// after. nullopt if it is unknown.
std::optional<std::size_t> true_class(const NetworkInput& input, const nn::Model& model);

}  // namespace convscope
