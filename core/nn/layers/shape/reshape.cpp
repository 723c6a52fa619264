#include "core/nn/layers/shape/reshape.h"

#include <algorithm>

#include "core/base/text/translation.h"
#include "core/nn/layers/batch.h"

namespace convscope::nn {

Reshape::Reshape(Shape target) : target_(std::move(target)) {
    const std::string shape = to_string(target_);
    if (target_.rank() > kMaxAxes)
        throw ShapeError(tr("has a target shape of {}, with more than the three axes rows, cols and channels", shape));
    if (std::ranges::count(target_.axes, -1) > 1)
        throw ShapeError(tr("has a target shape of {}, with more than one -1", shape));
    std::int64_t count = 1;
    for (const std::int64_t length : target_.axes) {
        if (length == -1) continue;
        if (length < 1) throw ShapeError(tr("has a target shape of {}, with an axis below 1 other than -1", shape));
        if (length > kMaxTensorValues / count)
            throw ShapeError(tr("has a target shape of {}, which is too large", shape));
        count *= length;
    }
}

Shape Reshape::output_shape(std::span<const Shape> inputs) const {
    const Shape& input = only_input(inputs);
    Shape shape = target_;
    const auto unknown = std::ranges::find(shape.axes, -1);
    if (unknown != shape.axes.end()) {
        *unknown = 1;
        *unknown = input.count() / shape.count();
    }
    if (shape.count() != input.count())
        throw ShapeError(
            tr("has a target shape of {}, into which {} does not fit", to_string(target_), to_string(input)));
    return shape;
}

}  // namespace convscope::nn
