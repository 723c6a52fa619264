#include "core/nn/layers/shape/resizing.h"

#include <cmath>

#include "core/base/text/translation.h"
#include "core/nn/model/window.h"

namespace convscope::nn {

Resizing::Resizing(const Parameters& parameters)
    : ResampledImage(parameters.interpolation, parameters.placement), parameters_(parameters) {
    for (const std::int64_t side : {parameters_.rows, parameters_.cols})
        if (side < 1 || side > kMaxSide)
            throw ShapeError(tr("has a height or width of {}, which is not 1 to {}", side, kMaxSide));
    const Placement& placement = parameters_.placement;
    for (const double scale : {placement.row_scale, placement.col_scale})
        if (!(scale >= 0) || !std::isfinite(scale)) throw ShapeError(tr("has a scale of {}", scale));
    if (!std::isfinite(placement.cubic_a)) throw ShapeError(tr("has a cubic parameter of {}", placement.cubic_a));
}

Shape Resizing::output_shape(std::span<const Shape> inputs) const {
    return {parameters_.rows, parameters_.cols, only_image(inputs).channels()};
}

}  // namespace convscope::nn
