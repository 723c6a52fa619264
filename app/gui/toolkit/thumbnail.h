// Small colour copies of pictures. Knows no OpenGL and no ImGui; safe on any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "core/image/picture.h"

namespace convscope {

/// size.rows x size.cols RGBA bytes.
struct Thumbnail {
    Size size;
    std::vector<std::uint8_t> rgba;
};

/// The picture scaled to fit side x side pixels, averaged; never larger than the picture itself.
Thumbnail thumbnail_of(const Picture& picture, int side);

}  // namespace convscope
