// Reshape, Flatten, Squeeze and Unsqueeze.
#pragma once

#include <optional>

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

/// The lengths to which the operator reshapes a value or constant of these dims (the batch as kBatchAxis); nullopt if
/// the batch would be merged, split or removed. Throws LoadError.
std::optional<Dims> reshaped_dims(const Call& call, const Dims& dims);

/// Reshape and Flatten: a Flatten layer where an image becomes one row of features; else data moves only if needed.
void read_reshape(const Call& call);
/// Squeeze and Unsqueeze: data moves only if needed; no Flatten layer.
void read_squeeze(const Call& call);

}  // namespace convscope::onnx
