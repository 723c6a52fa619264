// How a picture becomes a network's input: grey or colour, fitted, inverted, scaled.
// Knows nothing of layers.
#pragma once

#include <array>
#include <string_view>

#include "core/image/picture.h"
#include "core/nn/tensor.h"

namespace convscope::nn {

/// Whether a picture's brightness is turned round: automatic does so when its border is lighter than mid-grey, for
/// networks that learned light objects on black.
enum class Inversion { never, always, automatic };
inline constexpr std::array<std::string_view, 3> kInversionNames{"never", "always", "automatic"};

/// input = value x scale + offset, for values 0..255; per channel for colour.
struct Preparation {
    Inversion inversion = Inversion::never;
    std::array<float, 3> scale{1 / 255.F, 1 / 255.F, 1 / 255.F};
    std::array<float, 3> offset{0, 0, 0};
    bool operator==(const Preparation&) const = default;
};

/// True when prepared() turns the picture's brightness round.
bool is_inverted(const Picture& picture, const Preparation& preparation);

/// One example of shape {rows, cols, 1 or 3}: the picture made grey where the network takes one channel, reduced (by
/// area) or enlarged so that it fits without distortion, centred, the rest filled with the border's mean, and then
/// scaled. A picture that already has the size keeps every value. Throws ShapeError for a shape that is no picture's.
Tensor prepared(const Picture& picture, const Preparation& preparation, const Shape& input);

}  // namespace convscope::nn
