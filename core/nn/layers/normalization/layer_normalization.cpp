#include "core/nn/layers/normalization/layer_normalization.h"

namespace convscope::nn {

Shape LayerNormalization::constants(const Shape& input) const {
    if (!parameters_.rows && !parameters_.cols) return {parameters_.channels ? input.channels() : 1};
    Shape shape = input;
    const std::size_t rank = shape.rank();
    if (!parameters_.channels) shape.axes[rank - 1] = 1;
    if (rank > 1 && !parameters_.cols) shape.axes[rank - 2] = 1;
    if (rank > 2 && !parameters_.rows) shape.axes[rank - 3] = 1;
    return shape;
}

}  // namespace convscope::nn
