#include "core/nn/layers/shape/cropping2d.h"

#include "core/base/text/translation.h"

namespace convscope::nn {

namespace {

Border negated(const Border& border) {
    border.check();
    return {-border.top, -border.bottom, -border.left, -border.right};
}

}  // namespace

Cropping2D::Cropping2D(const Border& border) : BorderedImage(negated(border)), border_(border) {}

Shape Cropping2D::output_shape(std::span<const Shape> inputs) const {
    const Shape& image = only_image(inputs);
    const std::int64_t rows = border_.top + border_.bottom;
    const std::int64_t cols = border_.left + border_.right;
    if (rows >= image.rows() || cols >= image.cols())
        throw ShapeError(tr("cuts {} and {} off {}, which leaves nothing", tr_count(rows, "{} row", "{} rows"),
                            tr_count(cols, "{} column", "{} columns"), to_string(image)));
    return {image.rows() - rows, image.cols() - cols, image.channels()};
}

}  // namespace convscope::nn
