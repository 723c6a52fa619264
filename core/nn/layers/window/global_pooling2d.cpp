#include "core/nn/layers/window/global_pooling2d.h"

namespace convscope::nn {

Shape GlobalPooling::output_shape(std::span<const Shape> inputs) const {
    const std::int64_t channels = only_image(inputs).channels();
    return keepdims_ ? Shape{1, 1, channels} : Shape{channels};
}

}  // namespace convscope::nn
