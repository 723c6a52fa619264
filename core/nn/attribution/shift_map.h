// Moves the input by a few pixels: does the answer stay? A network with pooling is often said not to care.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/nn/attribution/place_map.h"
#include "core/nn/model/edits.h"
#include "core/nn/model/model.h"

namespace convscope::nn {

struct ShiftMap {
    std::int64_t radius = 0;
    /// The class's value in the model's output for each shift; (radius, radius) is the picture in its place, larger
    /// rows are shifts down, larger columns shifts to the right.
    PlaceMap answer;
    std::vector<std::int64_t> winners;  ///< the class with the largest value for each shift, in the same order
};

/// The answers for all shifts by up to `radius` pixels. Pixels from outside the picture are black.
/// `inputs` are one example's values, one span per input of the model.
ShiftMap shift_map(const Model& model, const Edits& edits, std::span<const std::span<const float>> inputs,
                   std::int64_t index, std::int64_t radius);

}  // namespace convscope::nn
