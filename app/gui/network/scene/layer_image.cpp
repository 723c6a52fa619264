#include "app/gui/network/scene/layer_image.h"

#include <algorithm>
#include <cmath>

namespace convscope {

namespace {

/// True for a sequence that is shown with a row for each step, because its sides do not differ too much.
bool is_table(const nn::Shape& shape) {
    constexpr std::int64_t kMaxSideRatio = 32;
    if (shape.rank() != 2) return false;
    const auto [shorter, longer] = std::minmax(shape.axes[0], shape.axes[1]);
    return longer <= kMaxSideRatio * shorter;
}

}  // namespace

Size image_size(const nn::Shape& shape) {
    if (shape.is_image()) return {static_cast<int>(shape.rows()), static_cast<int>(shape.cols())};
    if (is_table(shape)) return {static_cast<int>(shape.cols()), static_cast<int>(shape.channels())};
    const std::int64_t count = shape.count();
    auto rows = static_cast<std::int64_t>(std::sqrt(static_cast<double>(count)));
    while (rows > 1 && count % rows != 0) --rows;
    return {static_cast<int>(rows), static_cast<int>(count / rows)};
}

nn::Position position_at(const nn::Shape& shape, std::int64_t channel, Cell cell) {
    if (shape.is_image()) return {cell.row, cell.col, channel};
    return nn::position_of(shape, std::int64_t{cell.row} * image_size(shape).cols + cell.col);
}

Cell cell_of(const nn::Shape& shape, const nn::Position& at) {
    if (shape.is_image()) return {static_cast<int>(at.row), static_cast<int>(at.col)};
    const auto index = static_cast<int>(nn::index_of(shape, at));
    const int cols = image_size(shape).cols;
    return {index / cols, index % cols};
}

FloatImage layer_image(const nn::Shape& shape, std::span<const float> values, std::int64_t channel) {
    FloatImage image(image_size(shape));
    for (int r = 0; r < image.rows(); ++r)
        for (int c = 0; c < image.cols(); ++c)
            image.at(r, c) = values[static_cast<std::size_t>(nn::index_of(shape, position_at(shape, channel, {r, c})))];
    return image;
}

}  // namespace convscope
