// Small colour copies of pictures, made on any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "core/image/picture.h"

namespace convscope {

/// A small copy of a picture: size.rows x size.cols RGBA bytes.
struct Thumbnail {
    Size size;
    std::vector<std::uint8_t> rgba;
};

/// The picture reduced to fit into side x side pixels, each the mean of the pixels it covers. Never enlarged.
Thumbnail thumbnail_of(const Picture& picture, int side);

/// The thumbnail with each pixel enlarged to the largest square with which the thumbnail fits into side x side, so that
/// a small picture stays sharp.
Thumbnail enlarged(const Thumbnail& thumbnail, int side);

}  // namespace convscope
