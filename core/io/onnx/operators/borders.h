// Pad, Slice and Gather: axes that grow or are cropped at their ends.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

/// The values that an axis gains before its first and after its last one; negative: loses.
struct Growth {
    std::int64_t before = 0, after = 0;
    bool operator==(const Growth&) const = default;
};
/// By axis.
using Growths = std::map<std::size_t, Growth>;

/// The growth of each axis of a value of that rank by Pad.
Growths pad_growths(const Call& call, std::size_t rank);

/// The indexes that a Slice takes along an axis, in their order.
struct AxisSlice {
    std::size_t axis;
    std::vector<std::int64_t> indexes;
};
/// The slices of a value or constant of these dims (the batch as kBatchAxis); nullopt if examples of the batch are
/// sliced. A Slice that takes the whole batch leaves it alone. Throws LoadError.
std::optional<std::vector<AxisSlice>> slices_of(const Call& call, const Dims& dims);

void read_pad(const Call& call);
void read_slice(const Call& call);
/// Gather of one index, or of consecutive ones: a crop.
void read_gather(const Call& call);

}  // namespace convscope::onnx
