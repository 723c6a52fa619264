// Helpers of the readers of layers that change values one by one.
#pragma once

#include <string_view>
#include <vector>

#include "core/io/keras/read/layers/layer_call.h"

namespace convscope::keras {

/// Throws ShapeError for a value with no axis other than the batch.
void check_has_axes(const ArrangedValue& value);
/// A setting with one number, or nested lists of numbers, in their order; `fallback` if it is missing or null.
std::vector<float> read_numbers(const LayerCall& call, std::string_view key, float fallback);

}  // namespace convscope::keras
