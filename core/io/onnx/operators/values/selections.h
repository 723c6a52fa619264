// Reads Slice, Gather, Expand and Tile, which copy chosen positions of a value's axes.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

/// The indexes that a Slice takes along an axis, in their order.
struct AxisSlice {
    std::size_t axis;
    std::vector<std::int64_t> indexes;
};
/// The slices of a value or constant of these dims (the batch as kBatchAxis); nullopt if examples of the batch are
/// sliced. A slice of the whole batch is left out. Throws LoadError.
std::optional<std::vector<AxisSlice>> slices_of(const Call& call, const Dims& dims);

/// The lengths that Expand or Tile gives to a value or constant of these dims; nullopt if the batch would change.
/// Throws LoadError.
std::optional<Dims> repeated_dims(const Call& call, const Dims& dims);

void read_slice(const Call& call);
void read_gather(const Call& call);
/// Expand and Tile.
void read_repeated(const Call& call);

}  // namespace convscope::onnx
