// A map of a layer as an image, and the values of a vector arranged in a rectangle.
#pragma once

#include "app/gui/network/scene/scene.h"
#include "core/image/plane.h"

namespace convscope {

/// The size of a map. A sequence has a row for each step. A vector or a very long sequence gets the most nearly square
/// rectangle with as many cells as values.
Size image_size(const nn::Shape& shape);
/// The layer's position that a cell of layer_image() shows.
nn::Position position_at(const nn::Shape& shape, std::int64_t channel, Cell cell);
/// The cell of layer_image() that shows a position of the layer.
Cell cell_of(const nn::Shape& shape, const nn::Position& at);
/// The values of the channel, or all values of a vector.
FloatImage layer_image(const nn::Shape& shape, std::span<const float> values, std::int64_t channel);

}  // namespace convscope
