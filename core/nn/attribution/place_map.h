// One number for each place (row and column) of a layer or of the input.
#pragma once

#include <cstdint>
#include <vector>

#include "core/nn/model/tensor.h"

namespace convscope::nn {

struct PlaceMap {
    std::int64_t rows = 0, cols = 0;
    std::vector<float> values;  ///< rows x cols

    PlaceMap() = default;
    /// Zeros for the places of an activation.
    explicit PlaceMap(const Shape& shape)
        : rows(shape.rows()), cols(shape.cols()), values(static_cast<std::size_t>(rows * cols)) {}
    float at(std::int64_t row, std::int64_t col) const { return values[static_cast<std::size_t>(row * cols + col)]; }
};

}  // namespace convscope::nn
