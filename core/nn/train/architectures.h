// The course's two networks, untrained.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/nn/model/model.h"

namespace convscope::nn {

/// The classes of Fashion-MNIST, in order.
inline constexpr std::array<std::string_view, 10> kFashionLabels{
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"};

/// The indices of the Fashion-MNIST test images in the course's figure.
inline constexpr std::array<int, 3> kCourseTestImages{0, 23, 28};

/// Conv2D 64, max-pooling, Conv2D 64, max-pooling, Flatten, Dense 128, Dense 10: 243,786 parameters on 28 x 28 x 1.
/// `seed` initialises the weights. The model info holds Fashion-MNIST's labels and the preprocessing: light pictures
/// are inverted, values divided by 255.
Model course_model(std::uint64_t seed);
/// Flatten, Dense 128, Dense 10: 101,770 parameters.
Model plain_model(std::uint64_t seed);

/// A network by its name, which is also the name of the trained model that comes with the program.
struct Architecture {
    const char* name;
    Model (*build)(std::uint64_t seed);
};
inline constexpr std::array<Architecture, 2> kArchitectures{{{"course", course_model}, {"plain", plain_model}}};

}  // namespace convscope::nn
