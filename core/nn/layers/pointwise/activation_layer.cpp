#include "core/nn/layers/pointwise/activation_layer.h"

namespace convscope::nn {

Shape ActivationLayer::output_shape(std::span<const Shape> inputs) const {
    return only_input(inputs);
}

}  // namespace convscope::nn
