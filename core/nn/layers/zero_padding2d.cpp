#include "core/nn/layers/zero_padding2d.h"

namespace convscope::nn {

ZeroPadding2D::ZeroPadding2D(const Border& border) : BorderedImage(border), border_(border) {
    border_.check();
}

Shape ZeroPadding2D::output_shape(std::span<const Shape> inputs) const {
    const Shape& image = only_image(inputs);
    return {image.rows() + border_.top + border_.bottom, image.cols() + border_.left + border_.right, image.channels()};
}

}  // namespace convscope::nn
