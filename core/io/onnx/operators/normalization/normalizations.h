// Reads the operators that normalise the values of one example together: LayerNormalization, InstanceNormalization,
// GroupNormalization, LRN and LpNormalization.
#pragma once

#include <vector>

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

/// The axes that LayerNormalization normalises of a value with `rank` axes: its axis and all axes after it; if it was
/// written as arithmetic, those in the attribute kFusedAxes.
std::vector<std::size_t> layer_normalization_axes(const Call& call, std::size_t rank);

void read_layer_normalization(const Call& call);
void read_instance_normalization(const Call& call);
void read_group_normalization(const Call& call);
void read_local_response_normalization(const Call& call);
/// LpNormalization with p = 2, which divides by the length of a vector.
void read_unit_normalization(const Call& call);

}  // namespace convscope::onnx
