// Reads Pad and Split, which pad or crop axes at their ends.
#pragma once

#include <cstdint>
#include <map>

#include "core/io/onnx/read/call.h"
#include "core/nn/layers/shape/bordered_image.h"

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

/// The value after layers that pad and crop its axes.
Value grown(const Call& call, Value value, Growths growths, nn::BorderFill fill);

void read_pad(const Call& call);
/// Reads Split as one crop for each part.
void read_split(const Call& call);

}  // namespace convscope::onnx
