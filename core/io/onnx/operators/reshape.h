// Reshape, Flatten, Squeeze and Unsqueeze.
#pragma once

#include <optional>

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

/// The lengths to which the operator reshapes a value or constant of these dims (the batch as kBatchAxis); nullopt if
/// the batch would be merged, split or removed. Throws LoadError.
std::optional<Dims> reshaped_dims(const Call& call, const Dims& dims);

/// Reads Reshape and Flatten. If an image becomes one row of features, adds a Flatten layer; otherwise adds layers only
/// if data must move.
void read_reshape(const Call& call);
/// Reads Squeeze and Unsqueeze. Adds layers only if data must move; never a Flatten layer for a row of features.
void read_squeeze(const Call& call);

}  // namespace convscope::onnx
