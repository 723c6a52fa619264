// Preprocessing of a picture for a network's input: it is converted to grey or colour, fitted, inverted and scaled.
// Must not include layers.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/text/translation.h"
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

/// The usual ways in which values 0..255 become a model's inputs; see kInputChoices.
enum class InputRange { unit, bytes, balanced, imagenet, half, mnist, fashion_mnist, cifar10, caffe, negative };

/// One of the usual ways: input = (value / 255 - mean) / deviation, for red, green and blue.
struct InputChoice {
    std::string_view name;  ///< in options and files
    std::array<double, 3> mean, deviation;
    std::optional<ColourOrder> order;  ///< the order that belongs to the choice; nullopt: either
    bool is_colour = false;            ///< true: for inputs of three channels only
    Message source;                    ///< a text that says who uses it
};

inline constexpr std::array<InputChoice, 10> kInputChoices{{
    {"0..1", {0, 0, 0}, {1, 1, 1}, {}, false, tr("Black is 0, white is 1: / 255")},
    {"0..255", {0, 0, 0}, {1 / 255.0, 1 / 255.0, 1 / 255.0}, {}, false, tr("As pictures are stored")},
    {"-1..1", {0.5, 0.5, 0.5}, {0.5, 0.5, 0.5}, {}, false, tr("Black is \u22121, white is 1")},
    {"imagenet",
     {0.485, 0.456, 0.406},
     {0.229, 0.224, 0.225},
     {},
     true,
     tr("Each colour minus its mean in ImageNet, divided by its standard deviation, as in PyTorch's models")},
    {"-0.5..0.5", {0.5, 0.5, 0.5}, {1, 1, 1}, {}, false, tr("Black is \u22120.5, white is 0.5")},
    {"mnist",
     {0.1307, 0.1307, 0.1307},
     {0.3081, 0.3081, 0.3081},
     {},
     false,
     tr("Minus MNIST's mean 0.1307, divided by its standard deviation 0.3081, as in PyTorch's example")},
    {"fashion-mnist",
     {0.2860, 0.2860, 0.2860},
     {0.3530, 0.3530, 0.3530},
     {},
     false,
     tr("Minus Fashion-MNIST's mean 0.2860, divided by its standard deviation 0.3530")},
    {"cifar10",
     {0.4914, 0.4822, 0.4465},
     {0.2470, 0.2435, 0.2616},
     {},
     true,
     tr("Each colour minus its mean in CIFAR-10, divided by its standard deviation")},
    {"caffe",
     {123.68 / 255, 116.779 / 255, 103.939 / 255},
     {1 / 255.0, 1 / 255.0, 1 / 255.0},
     ColourOrder::bgr,
     true,
     tr("0 to 255 minus each colour's mean in ImageNet, blue first, as in Caffe's models and Keras's VGG and ResNet")},
    {"1..0", {1, 1, 1}, {-1, -1, -1}, {}, false, tr("Black is 1, white is 0: for models of dark objects on white")},
}};

/// The names of kInputChoices.
inline constexpr auto kInputRangeNames = [] {
    std::array<std::string_view, kInputChoices.size()> names{};
    for (std::size_t i = 0; i < names.size(); ++i) names.at(i) = kInputChoices.at(i).name;
    return names;
}();

inline constexpr const InputChoice& input_choice(InputRange range) {
    return kInputChoices[static_cast<std::size_t>(range)];
}

/// The ranges for an input with this number of channels, in the table's order.
std::vector<InputRange> ranges_for(std::int64_t channels);

/// The preprocessing with the scale and offset that follow from this mean and deviation, for values in 0..1. No
/// deviation may be 0.
Preprocessing with_statistics(Preprocessing preprocessing, const std::array<double, 3>& mean,
                              const std::array<double, 3>& deviation);
/// The mean of a colour for values in 0..1, and its deviation, so that with_statistics() gives `preprocessing` again.
double mean_of(const Preprocessing& preprocessing, std::size_t colour);
double deviation_of(const Preprocessing& preprocessing, std::size_t colour);

/// The preprocessing with scale and offset replaced by those of the range. The order of the colours becomes that of the
/// range if it has one. If not, an order that came from the previous range becomes rgb.
Preprocessing with_range(Preprocessing preprocessing, InputRange range);
/// The range with this scale and offset, for any order of the colours; nullopt if none has them.
std::optional<InputRange> range_of(const Preprocessing& preprocessing);

/// The pixels on the border of a part of the picture, each once, as a picture of one row. `part` must lie inside the
/// picture.
Picture border_of(const Picture& picture, const PixelRect& part);
/// True if preprocessed() inverts the picture's brightness.
bool is_inverted(const Picture& picture, const Preprocessing& preprocessing);

/// The picture as one example of the shape `input`. It is converted to grey if the network takes one channel, reduced
/// (by area) or enlarged until it fits without distortion, centred, surrounded by the mean of its border, inverted if
/// is_inverted(), and scaled. A picture of the input's size keeps every pixel. Throws ShapeError if
/// picture_shape(input) is nullopt: a tensor of that shape cannot be a picture.
Tensor preprocessed(const Picture& picture, const Preprocessing& preprocessing, const Shape& input);

}  // namespace convscope::nn
