// Preprocessing of a picture for a network's input: it is converted to grey or colour, fitted, inverted and scaled.
// Must not include layers.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/image/picture.h"
#include "core/image/reduce.h"
#include "core/nn/model/tensor.h"

namespace convscope::nn {

/// Inversion of a picture's brightness. `automatic` inverts pictures whose border is lighter than mid-grey, for
/// networks that were trained on light objects on black.
enum class Inversion { never, always, automatic };
inline constexpr std::array<std::string_view, 3> kInversionNames{"never", "always", "automatic"};

/// The order of the colours in a network's three channels.
enum class ColourOrder { rgb, bgr };
inline constexpr std::array<std::string_view, 2> kColourOrderNames{"rgb", "bgr"};

/// input = value x scale + offset, for values 0..255. scale and offset list red, green and blue in this order, also if
/// `order` is bgr. A grey input uses the first number.
struct Preprocessing {
    Inversion inversion = Inversion::never;
    std::array<float, 3> scale{1 / 255.F, 1 / 255.F, 1 / 255.F};
    std::array<float, 3> offset{0, 0, 0};
    ColourOrder order = ColourOrder::rgb;
    bool operator==(const Preprocessing&) const = default;

    /// The index into scale and offset for a channel of the network's input.
    std::size_t colour(std::int64_t channel) const;
};

/// The usual ranges of inputs, into which 0..255 is scaled. imagenet: each colour in 0..1, minus its mean in ImageNet,
/// divided by its standard deviation in ImageNet, as in PyTorch's models.
enum class InputRange { unit, bytes, balanced, imagenet };
inline constexpr std::array<std::string_view, 4> kInputRangeNames{"0..1", "0..255", "-1..1", "imagenet"};

/// The preprocessing with scale and offset replaced by those of the range.
Preprocessing with_range(Preprocessing preprocessing, InputRange range);
/// The range with this scale and offset; nullopt if none has them.
std::optional<InputRange> range_of(const Preprocessing& preprocessing);

/// The outermost values of a part of the picture, each once, as a picture of one row. `part` must lie inside the
/// picture.
Picture border_of(const Picture& picture, const PixelRect& part);
/// True if preprocessed() inverts the picture's brightness.
bool is_inverted(const Picture& picture, const Preprocessing& preprocessing);

/// The picture as one example of the shape `input`. It is made grey if the network takes one channel, reduced (by area)
/// or enlarged so that it fits without distortion, centred, surrounded by the mean of its border, inverted if
/// is_inverted(), and scaled. A picture of the input's size keeps every pixel. Throws ShapeError if picture_shape() has
/// no picture for `input`.
Tensor preprocessed(const Picture& picture, const Preprocessing& preprocessing, const Shape& input);

}  // namespace convscope::nn
