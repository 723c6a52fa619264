#include "core/nn/model/layer.h"

#include "core/base/text/translation.h"

namespace convscope::nn {

std::vector<WeightSpec> Layer::weights(std::span<const Shape> /*inputs*/) const {
    return {};
}

void Layer::update_statistics(const ForwardCall& /*call*/, std::span<const std::span<float>> /*weights*/) const {}

std::int64_t Layer::multiply_adds(std::span<const Shape> /*inputs*/) const {
    return 0;
}

DisplayName Layer::display_name(std::span<const Shape> inputs) const {
    DisplayName name{std::string(type()), std::string(type()), {}};
    if (!weights(inputs).empty()) name.size.push_back(output_shape(inputs).channels());
    return name;
}

std::optional<SlidingWindow> Layer::sliding_window(std::span<const Shape> /*inputs*/) const {
    return std::nullopt;
}

const Shape& only_input(std::span<const Shape> inputs) {
    if (inputs.size() != 1) throw ShapeError(tr("needs one input, not {}", inputs.size()));
    return inputs.front();
}

const Shape& only_image(std::span<const Shape> inputs) {
    const Shape& shape = only_input(inputs);
    if (!shape.is_image()) throw ShapeError(tr("needs an image (rows, cols, channels), not {}", to_string(shape)));
    return shape;
}

}  // namespace convscope::nn
