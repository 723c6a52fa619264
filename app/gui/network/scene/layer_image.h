// One map of a layer as an image; a vector's values as a rectangle of cells. Draws nothing.
#pragma once

#include "app/gui/network/scene/scene.h"
#include "core/image/plane.h"

namespace convscope {

/// The size of a map; of a vector the most nearly square rectangle that holds its values without a gap.
Size image_size(const nn::Shape& shape);
/// The position of a cell of that image.
nn::Position position_at(const nn::Shape& shape, std::int64_t channel, Cell cell);
/// The cell of a position.
Cell cell_of(const nn::Shape& shape, const nn::Position& at);
/// The channel's values (of a vector, all values).
FloatImage layer_image(const nn::Shape& shape, std::span<const float> values, std::int64_t channel);

}  // namespace convscope
