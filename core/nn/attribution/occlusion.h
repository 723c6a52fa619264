// Hides a part of the input and runs the model again: how much do the score and the probability of a class change?
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/image/plane.h"
#include "core/nn/model/edits.h"
#include "core/nn/model/model.h"

namespace convscope::nn {

/// The values that hide a part: black, grey (127.5 of 255), each channel's mean over the picture, the picture blurred,
/// or random values. The answer depends on it, because each looks like something to the network.
enum class OcclusionFill { black, grey, mean, blur, noise };
inline constexpr std::array<std::string_view, 5> kOcclusionFillNames{"black", "grey", "mean", "blur", "noise"};

struct Occlusion {
    std::int64_t side = 5;    ///< of the square patch, in pixels; at least 1
    std::int64_t stride = 1;  ///< distance between the centres of neighbouring patches; at least 1
    OcclusionFill fill = OcclusionFill::grey;
    std::uint64_t seed = 1;  ///< of the noise
    bool operator==(const Occlusion&) const = default;
};

/// The side and the stride that suit the model's input: on 28 pixels 5 and 1, on larger pictures in proportion, and
/// with a larger stride if the model needs very much work, so that a map takes seconds and not minutes.
Occlusion suggested_occlusion(const Model& model);

/// The answers for the whole picture, minus those for a patch around every stride-th pixel. Positive values mark parts
/// that speak for the class, as in a contribution map.
struct OcclusionMap {
    FloatImage score, answer;  ///< of the class's score, and of its value in the model's output
};

/// Smaller changes than this do not reach the ends of the colours, so that a map of next to nothing is dark: in units
/// of the score, and of the answer.
inline constexpr float kLeastScoreChange = 0.1F, kLeastAnswerChange = 0.01F;

/// The picture of the first input with all of it replaced, H,W,C.
std::vector<float> occlusion_values(const Model& model, std::span<const float> picture, const Occlusion& occlusion);
/// The picture with a patch around (row, col) taken from `hidden`; parts of the patch outside the picture are left out.
std::vector<float> occluded(const Shape& shape, std::span<const float> picture, std::span<const float> hidden,
                            std::int64_t side, std::int64_t row, std::int64_t col);

/// `inputs` are one example's values, one span per input of the model; class `index` is observed. Calls `keep_going`
/// with the finished fraction between batches; if it returns false, returns nullopt.
std::optional<OcclusionMap> occlusion_map(const Model& model, const Edits& edits,
                                          std::span<const std::span<const float>> inputs, std::int64_t index,
                                          const Occlusion& occlusion,
                                          const std::function<bool(double)>& keep_going = {});

}  // namespace convscope::nn
