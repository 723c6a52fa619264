// Hides a part of the input, runs the model again, and measures the change of a class's score and probability.
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

/// The values that replace a part: black, grey (127.5 of 255), each channel's mean over the picture, the blurred
/// picture, or random values. The result depends on the choice, because no value is neutral for the network.
enum class OcclusionFill { black, grey, mean, blur, noise };
inline constexpr std::array<std::string_view, 5> kOcclusionFillNames{"black", "grey", "mean", "blur", "noise"};

struct Occlusion {
    std::int64_t side = 5;    ///< of the square patch, in pixels; at least 1
    std::int64_t stride = 1;  ///< distance between the centres of neighbouring patches; at least 1
    OcclusionFill fill = OcclusionFill::grey;
    std::uint64_t seed = 1;  ///< of the noise
    bool operator==(const Occlusion&) const = default;
};

/// The side and the stride that suit the model's input: 5 and 1 on 28 pixels, and in proportion on larger pictures. The
/// stride is larger for a model with many multiply-adds, so that a map takes seconds and not minutes.
Occlusion suggested_occlusion(const Model& model);

/// The answer for the whole picture minus the answer with a patch hidden around every stride-th pixel. Positive values
/// mark parts that are evidence for the class, as in a contribution map.
struct OcclusionMap {
    FloatImage score, answer;  ///< of the class's score, and of its value in the model's output
};

/// The smallest changes that get the colours at the ends of the scale, in units of the score and of the answer. So a
/// map with only tiny changes stays dark.
inline constexpr float kLeastScoreChange = 0.1F, kLeastAnswerChange = 0.01F;

/// The picture with all of its pixels replaced by the occlusion's values, H,W,C.
std::vector<float> occlusion_values(const Model& model, std::span<const float> picture, const Occlusion& occlusion);
/// The picture with a patch around (row, col) taken from `hidden`; parts of the patch outside the picture are left out.
std::vector<float> occluded(const Shape& shape, std::span<const float> picture, std::span<const float> hidden,
                            std::int64_t side, std::int64_t row, std::int64_t col);

/// `inputs` are one example's values, one span per input of the model. The map is that of class `index`. Calls
/// `keep_going` with the finished fraction between batches; if it returns false, returns nullopt.
std::optional<OcclusionMap> occlusion_map(const Model& model, const Edits& edits,
                                          std::span<const std::span<const float>> inputs, std::int64_t index,
                                          const Occlusion& occlusion,
                                          const std::function<bool(double)>& keep_going = {});

}  // namespace convscope::nn
