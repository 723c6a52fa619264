// How a picture becomes a network's input: grey or colour, fitted, inverted, scaled.
// Knows nothing of layers.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/image/picture.h"
#include "core/image/reduce.h"
#include "core/nn/model/tensor.h"

namespace convscope::nn {

/// Whether a picture's brightness is turned round: automatic does so when its border is lighter than mid-grey, for
/// networks that learned light objects on black.
enum class Inversion { never, always, automatic };
inline constexpr std::array<std::string_view, 3> kInversionNames{"never", "always", "automatic"};

/// Which colour comes first among a network's three channels.
enum class ColourOrder { rgb, bgr };
inline constexpr std::array<std::string_view, 2> kColourOrderNames{"rgb", "bgr"};

/// input = value x scale + offset, for values 0..255; of red, green and blue, wherever the order puts them. Grey goes
/// by the first of them.
struct Preprocessing {
    Inversion inversion = Inversion::never;
    std::array<float, 3> scale{1 / 255.F, 1 / 255.F, 1 / 255.F};
    std::array<float, 3> offset{0, 0, 0};
    ColourOrder order = ColourOrder::rgb;
    bool operator==(const Preprocessing&) const = default;

    /// The index into scale and offset of a network's channel.
    std::size_t colour(std::int64_t channel) const;
};

/// What networks commonly learn 0..255 as. imagenet: each colour of 0..1 less its mean in ImageNet, divided by its
/// deviation there, as PyTorch's models have it.
enum class InputRange { unit, bytes, balanced, imagenet };
inline constexpr std::array<std::string_view, 4> kInputRangeNames{"0..1", "0..255", "-1..1", "imagenet"};

/// The preprocessing with this range's scale and offset; the rest stays.
Preprocessing with_range(Preprocessing preprocessing, InputRange range);
/// The range whose scale and offset these are; nullopt for others.
std::optional<InputRange> range_of(const Preprocessing& preprocessing);

/// The outermost values of that part of the picture, each once, as a picture of one row; that part lies inside it.
Picture border_of(const Picture& picture, const convscope::Region& part);
/// True when preprocessed() turns the picture's brightness round.
bool is_inverted(const Picture& picture, const Preprocessing& preprocessing);

/// One example of the shape `input`, which stands for a picture as picture_shape() has it: the picture made grey where
/// the network takes one channel, reduced (by area) or enlarged so that it fits without distortion, centred, the rest
/// filled with the border's mean, and then scaled. A picture that already has the size keeps every value. Throws
/// ShapeError for a shape that is no picture's.
Tensor preprocessed(const Picture& picture, const Preprocessing& preprocessing, const Shape& input);

}  // namespace convscope::nn
