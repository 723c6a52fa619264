// The course's two networks, without training.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/nn/model/model.h"

namespace convscope::nn {

/// The classes of Fashion-MNIST, in order.
inline constexpr std::array<std::string_view, 10> kFashionLabels{
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"};

/// Conv2D 64, max-pooling, Conv2D 64, max-pooling, Flatten, Dense 128, Dense 10: 243,786 parameters on 28 x 28 x 1.
/// Weights drawn with `seed`, Fashion-MNIST's labels, pictures inverted when light and divided by 255.
Model course_model(std::uint64_t seed);
/// Flatten, Dense 128, Dense 10: 101,770 parameters.
Model plain_model(std::uint64_t seed);

}  // namespace convscope::nn
