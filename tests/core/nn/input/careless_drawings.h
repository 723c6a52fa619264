// The ten garments as a person would carelessly draw them with the pad's tools: few points, plain shapes, uneven lines.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/nn/model/model.h"

namespace convscope::nn::test {

/// A way of drawing. All lengths are in pixels of the 28 x 28 input.
struct Hand {
    std::string_view name;
    float radius = 1;        ///< of the brush
    float ink = 255;         ///< of the outline
    float fill = 0;          ///< of the area inside the outline; 0: not filled
    double jag = 0;          ///< largest displacement of the lines' corners, of which there is one every two pixels
    double scale = 1;        ///< size about the middle of the picture
    double right = 0;        ///< shift to the right
    std::uint64_t seed = 1;  ///< of the jags
};

inline constexpr std::array<Hand, 5> kHands{
    Hand{.name = "thin outline", .radius = 0.8F}, Hand{.name = "thick outline", .radius = 1.7F, .jag = 0.3, .seed = 2},
    Hand{.name = "filled", .radius = 1, .ink = 200, .fill = 200, .seed = 3},
    Hand{.name = "filled, jagged", .radius = 1.2F, .ink = 255, .fill = 255, .jag = 0.9, .seed = 4},
    Hand{.name = "jagged outline, small", .radius = 1.2F, .jag = 0.7, .scale = 0.88, .right = 1, .seed = 5}};

/// The input of a 28 x 28 x 1 model with garment `label` (in the order of kFashionLabels) drawn by this hand on a black
/// picture.
Tensor careless_drawing(const Model& model, std::size_t label, const Hand& hand);

}  // namespace convscope::nn::test
