#include "core/nn/layers/pointwise/activation_layer.h"

namespace convscope::nn {

Shape ActivationLayer::output_shape(std::span<const Shape> inputs) const {
    return only_input(inputs);
}

DisplayName ActivationLayer::display_name(std::span<const Shape> /*inputs*/) const {
    return {std::string(type()), std::string(name_of(activation_.kind)), {}};
}

}  // namespace convscope::nn
