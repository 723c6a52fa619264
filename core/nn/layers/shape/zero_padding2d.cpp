#include "core/nn/layers/shape/zero_padding2d.h"

#include <algorithm>

#include "core/base/text/translation.h"

namespace convscope::nn {

ZeroPadding2D::ZeroPadding2D(const Border& border, BorderFill fill) : BorderedImage(border, fill), border_(border) {
    border_.check();
}

Shape ZeroPadding2D::output_shape(std::span<const Shape> inputs) const {
    const Shape& image = only_image(inputs);
    const bool mirrors = fill().mode == BorderFill::Mode::reflect;
    if (mirrors && (std::max(border_.top, border_.bottom) >= image.rows() ||
                    std::max(border_.left, border_.right) >= image.cols()))
        throw ShapeError(tr("mirrors a border that is larger than {} allows", to_string(image)));
    return {image.rows() + border_.top + border_.bottom, image.cols() + border_.left + border_.right, image.channels()};
}

}  // namespace convscope::nn
