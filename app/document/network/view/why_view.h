// The view state of the page "Why" of the Layers workspace, as plain values. Undo does not restore it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/nn/attribution/input_curve.h"
#include "core/nn/attribution/maximum_options.h"
#include "core/nn/attribution/occlusion.h"
#include "core/nn/model/tensor.h"

namespace convscope {

enum class WhyMethod { contribution, grad_cam, saliency, occlusion, shifts, changes, maximum };
inline constexpr std::array<std::string_view, 7> kWhyMethodNames{"contribution", "grad-cam", "saliency", "occlusion",
                                                                 "shifts",       "changes",  "maximum"};
/// The layers that have random weights in the sanity check.
enum class WhyRandomised { none, layer, from_top };
inline constexpr std::array<std::string_view, 3> kWhyRandomisedNames{"none", "layer", "from-top"};
/// The quantity whose change an occlusion map shows.
enum class WhyChange { score, answer };
inline constexpr std::array<std::string_view, 2> kWhyChangeNames{"score", "answer"};

inline constexpr int kMaxOcclusionSide = 512;
inline constexpr int kMaxWhySeed = 9999;

struct WhyView {
    WhyMethod method = WhyMethod::contribution;
    std::string layer;      ///< the layer of the maps; empty: the last one with rows and columns
    float opacity = 0.75F;  ///< of the map over the picture, 0..1
    bool smooth = false;
    WhyRandomised randomised = WhyRandomised::none;
    int seed = 1;  ///< of the random weights, and of the noise that hides or changes the picture
    nn::OcclusionFill fill = nn::OcclusionFill::grey;
    int side = 0, stride = 0;  ///< of the patch, in pixels; 0: suggested for the model
    WhyChange change = WhyChange::score;
    std::optional<nn::Position> patch;  ///< the pixel in the middle of the patch; nullopt: no patch
    std::array<float, 3> amounts{};     ///< the amount of each nn::InputChange
    bool maximises_class = false;       ///< the input search maximises the class, not the selected map
    nn::MaximumOptions maximum;
    bool operator==(const WhyView&) const = default;
};

}  // namespace convscope
