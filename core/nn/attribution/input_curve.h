// Changes a picture step by step, with noise, brightness or a rotation, to find the amount at which the answer changes.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/nn/model/edits.h"
#include "core/nn/model/model.h"

namespace convscope::nn {

/// noise: the standard deviation of the normal noise that is added to each value. brightness: added to each value.
/// Both are fractions of the range from black to white, and the result is clamped to that range. rotation: degrees
/// clockwise around the centre, with bilinear interpolation; pixels from outside are black.
enum class InputChange { noise, brightness, rotation };
inline constexpr std::array<std::string_view, 3> kInputChangeNames{"noise", "brightness", "rotation"};

/// The smallest and largest amount of each change.
struct ChangeRange {
    float low = 0, high = 1;
};
inline constexpr std::array<ChangeRange, 3> kChangeRanges{{{0, 0.5F}, {-0.5F, 0.5F}, {-45, 45}}};

/// The amounts of all three changes; they are applied in the order rotation, brightness, noise. 0 changes nothing.
struct ChangedInput {
    std::array<float, 3> amounts{};
    std::uint64_t seed = 1;  ///< of the noise
    bool operator==(const ChangedInput&) const = default;
};

/// The values of `picture` for the first input, H,W,C, after the changes.
std::vector<float> changed_input(const Model& model, std::span<const float> picture, const ChangedInput& changes);

struct CurvePoint {
    float amount = 0;
    float answer = 0;         ///< the class's value in the model's output
    std::int64_t winner = 0;  ///< the class with the largest value
};

/// The answers for `count` >= 2 amounts of one change, spaced evenly over its range; the other two changes keep their
/// amounts of `changes`. The other parameters are those of occlusion_map().
std::optional<std::vector<CurvePoint>> input_curve(const Model& model, const Edits& edits,
                                                   std::span<const std::span<const float>> inputs, std::int64_t index,
                                                   InputChange change, const ChangedInput& changes, int count,
                                                   const std::function<bool(double)>& keep_going = {});

}  // namespace convscope::nn
