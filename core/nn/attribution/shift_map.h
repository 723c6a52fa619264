// Moves the input by a few pixels, to see if the answer stays. Networks with pooling are often said to be insensitive
// to such shifts.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/image/plane.h"
#include "core/nn/model/edits.h"
#include "core/nn/model/model.h"

namespace convscope::nn {

struct ShiftMap {
    std::int64_t radius = 0;
    /// The class's value in the model's output for each shift. Pixel (radius, radius) is the unmoved picture; larger
    /// rows are shifts down, larger columns shifts to the right.
    FloatImage answer;
    std::vector<std::int64_t> winners;  ///< the class with the largest value for each shift, in the same order
};

/// The first input's values, H,W,C, moved down and to the right. Pixels from outside the picture are black.
std::vector<float> shifted_input(const Model& model, std::span<const float> picture, std::int64_t down,
                                 std::int64_t right);

/// The answers for all shifts by up to `radius` pixels. Pixels from outside the picture are black.
/// `inputs` are one example's values, one span per input of the model. Calls `keep_going` with the finished fraction
/// between batches; if it returns false, returns nullopt.
std::optional<ShiftMap> shift_map(const Model& model, const Edits& edits,
                                  std::span<const std::span<const float>> inputs, std::int64_t index,
                                  std::int64_t radius, const std::function<bool(double)>& keep_going = {});

}  // namespace convscope::nn
