#include "core/nn/layers/shape/up_sampling2d.h"

#include "core/base/text/translation.h"
#include "core/nn/model/window.h"

namespace convscope::nn {

UpSampling2D::UpSampling2D(const Parameters& parameters)
    : ResampledImage(parameters.interpolation), parameters_(parameters) {
    for (const std::int64_t factor : {parameters_.row_factor, parameters_.col_factor})
        if (factor < 1 || factor > kMaxSide)
            throw ShapeError(tr("has a factor of {}, which is not 1 to {}", factor, kMaxSide));
}

Shape UpSampling2D::output_shape(std::span<const Shape> inputs) const {
    const Shape& image = only_image(inputs);
    return {image.rows() * parameters_.row_factor, image.cols() * parameters_.col_factor, image.channels()};
}

}  // namespace convscope::nn
