// Pictures of a data set, or parts of them, side by side in one picture of bytes: for textures and files.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/image/reduce.h"
#include "core/nn/train/dataset.h"

namespace convscope::nn {

/// A part of a picture of the data set.
struct PicturePart {
    std::int64_t example = 0;
    PixelRect part;  ///< inside the picture
    bool operator==(const PicturePart&) const = default;
};

/// The whole picture.
PicturePart whole_picture(const Dataset& data, std::int64_t example);

struct ContactSheet {
    Size size;
    std::vector<std::uint8_t> rgba;  ///< size.rows x size.cols x 4; transparent between the pictures
    std::vector<Size> pictures;      ///< the size of each picture, at the top left of its square
};

/// Fits each part into a square of `side` pixels, `columns` squares in a line with `gap` pixels between them, row by
/// row. Enlarged pixels stay sharp squares; reduced pictures are means.
ContactSheet contact_sheet(const Dataset& data, std::span<const PicturePart> parts, int side, int columns, int gap = 0);

}  // namespace convscope::nn
