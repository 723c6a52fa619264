// A model with two inputs; the second one takes the picture.
#pragma once

#include "tests/support/sample_models.h"

namespace convscope::samples {

/// A model with three classes and two inputs: "side" with 4 values and "picture", which takes 28 x 28 pictures.
inline nn::Model two_inputs() {
    nn::ModelBuilder builder(nn::ModelInfo{.name = "two"});
    const int side = builder.input("side", {4});
    const int picture = builder.input("picture", {28, 28, 1});
    const int flat = builder.add("flatten", layer<nn::Flatten>(), {picture});
    const int joined = builder.add("joined", layer<nn::Concatenate>(-1), {side, flat});
    builder.add("dense", layer<nn::Dense>(nn::Dense::Parameters{.units = 3}), {joined});
    return with_numbers(builder.build(), 1);
}

}  // namespace convscope::samples
