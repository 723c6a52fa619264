#include "core/nn/layers/shape/flatten.h"

namespace convscope::nn {

Shape Flatten::output_shape(std::span<const Shape> inputs) const {
    return {only_input(inputs).count()};
}

}  // namespace convscope::nn
