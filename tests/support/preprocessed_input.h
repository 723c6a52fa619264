// A picture of one grey, and a small model that preprocesses its input, for tests of preprocessing.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/image/picture.h"
#include "tests/support/sample_models.h"

namespace convscope::test {

/// A grey picture whose pixels are all `value`.
inline Picture grey(Size size, std::uint8_t value) {
    Picture picture;
    picture.planes.emplace_back(size, std::vector<std::uint8_t>(static_cast<std::size_t>(size.area()), value));
    return picture;
}

/// A model that flattens an input of 12 x 12 x 1, with this preprocessing.
inline nn::Model preprocessing_model(nn::Inversion inversion, std::array<float, 3> scale, std::array<float, 3> offset) {
    nn::ModelInfo info{.name = "small", .preprocessing = {inversion, scale, offset}};
    nn::ModelBuilder builder(info);
    builder.input("input", {12, 12, 1});
    builder.add("flatten", samples::layer<nn::Flatten>());
    return builder.build();
}

}  // namespace convscope::test
