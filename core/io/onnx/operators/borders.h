// Reads Pad, Slice, Split and Gather, which pad or crop axes at their ends.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

/// The number of values added before the first and after the last value of an axis; negative if values are cropped.
struct Growth {
    std::int64_t before = 0, after = 0;
    bool operator==(const Growth&) const = default;
};
/// The growth of each axis, by its index.
using Growths = std::map<std::size_t, Growth>;

/// The growth of each axis that Pad states for a value of that rank.
Growths pad_growths(const Call& call, std::size_t rank);

/// The indexes that a Slice takes along an axis, in their order.
struct AxisSlice {
    std::size_t axis;
    std::vector<std::int64_t> indexes;
};
/// The slices of a value or constant of these dims (the batch as kBatchAxis); nullopt if examples of the batch are
/// sliced. A slice of the whole batch is left out. Throws LoadError.
std::optional<std::vector<AxisSlice>> slices_of(const Call& call, const Dims& dims);

void read_pad(const Call& call);
void read_slice(const Call& call);
/// Split, as one crop for each part.
void read_split(const Call& call);
/// Gather of one index or of consecutive indexes, which is a crop.
void read_gather(const Call& call);

}  // namespace convscope::onnx
