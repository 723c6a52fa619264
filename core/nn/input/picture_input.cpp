#include "core/nn/input/picture_input.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "core/base/parallel.h"
#include "core/nn/model/edits.h"

namespace convscope::nn {

namespace {

constexpr float kWhite = 255;

/// The part of a plane with `cols` columns, with change() applied to every value.
template <class T, class Change>
Plane changed_part(std::span<const T> values, int cols, const PixelRect& part, const Change& change) {
    std::vector<T> changed(static_cast<std::size_t>(part.rows) * static_cast<std::size_t>(part.cols));
    parallel_for(part.rows, [&](int row) {
        const T* from = &values[static_cast<std::size_t>(part.row + row) * static_cast<std::size_t>(cols) +
                                static_cast<std::size_t>(part.col)];
        std::transform(from, from + part.cols,
                       &changed[static_cast<std::size_t>(row) * static_cast<std::size_t>(part.cols)], change);
    });
    return {Size{part.rows, part.cols}, std::move(changed)};
}

/// The part of the plane, with `brightness` added. Bytes stay bytes, because a photograph has tens of millions of them.
Plane adjusted(const Plane& plane, const PixelRect& part, float brightness) {
    const auto brighter = [brightness](float value) { return std::clamp(value + brightness, 0.0F, kWhite); };
    if (!plane.is_bytes()) return changed_part(plane.floats(), plane.cols(), part, brighter);
    std::array<std::uint8_t, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] = static_cast<std::uint8_t>(std::lround(brighter(static_cast<float>(i))));
    return changed_part(plane.bytes(), plane.cols(), part, [&table](std::uint8_t value) { return table[value]; });
}

/// The cropped and brightened picture.
Picture adjusted(const PictureInput& input) {
    if (!input.crop && input.brightness == 0) return input.picture;
    const PixelRect part = used_part(input);
    Picture picture;
    picture.planes.reserve(input.picture.planes.size());
    for (const Plane& plane : input.picture.planes) picture.planes.push_back(adjusted(plane, part, input.brightness));
    return picture;
}

}  // namespace

bool PictureInput::operator==(const PictureInput& other) const {
    const auto settings = [](const PictureInput& i) { return std::tie(i.crop, i.brightness, i.is_drawn); };
    return settings(*this) == settings(other) && picture.same_storage(other.picture) && same_values(paint, other.paint);
}

PixelRect used_part(const PictureInput& input) {
    const Size size = input.picture.size();
    PixelRect part = input.crop.value_or(PixelRect{0, 0, size.rows, size.cols});
    part.row = std::clamp(part.row, 0, size.rows - 1);
    part.col = std::clamp(part.col, 0, size.cols - 1);
    part.rows = std::clamp(part.rows, 1, size.rows - part.row);
    part.cols = std::clamp(part.cols, 1, size.cols - part.col);
    return part;
}

Preprocessing preprocessing_of(const PictureInput& input, const Model& model) {
    Preprocessing preprocessing = model.info().preprocessing;
    if (input.is_drawn) preprocessing.inversion = Inversion::never;
    return preprocessing;
}

bool is_inverted(const PictureInput& input, const Preprocessing& preprocessing) {
    // Automatic inversion depends only on the border. Adjusting the border alone is fast, even for a photograph.
    PictureInput border = input;
    border.crop.reset();
    border.picture = border_of(input.picture, used_part(input));
    return is_inverted(adjusted(border), preprocessing);
}

Tensor unpainted_tensor(const PictureInput& input, const Model& model) {
    const Shape& shape = model.node(model.inputs().front()).shape;
    return preprocessed(adjusted(input), preprocessing_of(input, model), shape);
}

Tensor painted(Tensor unpainted, const SharedTensor& paint) {
    if (!paint || paint->shape != unpainted.shape) return unpainted;
    for (std::size_t i = 0; i < unpainted.values.size(); ++i)
        if (!std::isnan(paint->values[i])) unpainted.values[i] = paint->values[i];
    return unpainted;
}

Tensor input_tensor(const PictureInput& input, const Model& model) {
    return painted(unpainted_tensor(input, model), input.paint);
}

}  // namespace convscope::nn
