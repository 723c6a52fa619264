// Flatten: an image's values as a vector, row by row, channels of a pixel together, as in Keras.
#pragma once

#include "core/nn/layers/shape/copied_values.h"

namespace convscope::nn {

/// {rows, cols, channels}, or any other shape, becomes {rows x cols x channels}.
class Flatten final : public CopiedValues {
  public:
    std::string_view type() const override { return "Flatten"; }
    Shape output_shape(std::span<const Shape> inputs) const override;
};

}  // namespace convscope::nn
