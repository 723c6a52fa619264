#include "core/nn/train/contact_sheet.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace convscope::nn {

namespace {

/// The size of a part that is enlarged or reduced to fit into a square.
Size size_in_square(const PixelRect& part, int side) {
    const double scale = static_cast<double>(side) / std::max({part.rows, part.cols, 1});
    const auto length = [&](int pixels) { return std::clamp(static_cast<int>(std::lround(scale * pixels)), 1, side); };
    return {length(part.rows), length(part.cols)};
}

/// The mean of a block of the image, of one channel.
std::uint8_t mean_of_block(std::span<const std::uint8_t> image, const Shape& shape, const PixelRect& block,
                           std::int64_t channel) {
    int sum = 0;
    for (int row = block.row; row < block.row + block.rows; ++row)
        for (int col = block.col; col < block.col + block.cols; ++col)
            sum += image[static_cast<std::size_t>((row * shape.cols() + col) * shape.channels() + channel)];
    return static_cast<std::uint8_t>(sum / std::max(1, block.rows * block.cols));
}

/// The first of the pixels first .. first + length - 1 that pixel `index` of `count` covers, and how many it covers; at
/// least one.
std::pair<int, int> covered(int first, int length, int index, int count) {
    const int begin = static_cast<int>(std::int64_t{index} * length / count);
    const int end = static_cast<int>((std::int64_t{index} + 1) * length / count);
    return {first + begin, std::max(1, end - begin)};
}

/// Draws the part with its top left corner at this row and column of the sheet.
void draw_part(const Dataset& data, const PicturePart& picture, Size size, int top, int left, ContactSheet& sheet) {
    const std::span<const std::uint8_t> image = data.image(picture.example);
    const PixelRect& part = picture.part;
    for (int row = 0; row < size.rows; ++row) {
        auto out = static_cast<std::size_t>(4 * (std::int64_t{top + row} * sheet.size.cols + left));
        for (int col = 0; col < size.cols; ++col) {
            const auto rows = covered(part.row, part.rows, row, size.rows);
            const auto cols = covered(part.col, part.cols, col, size.cols);
            const PixelRect block{rows.first, cols.first, rows.second, cols.second};
            for (std::int64_t c = 0; c < 3; ++c)
                sheet.rgba[out++] = mean_of_block(image, data.example, block, std::min(c, data.example.channels() - 1));
            sheet.rgba[out++] = 255;
        }
    }
}

}  // namespace

PicturePart whole_picture(const Dataset& data, std::int64_t example) {
    return {example, {0, 0, static_cast<int>(data.example.rows()), static_cast<int>(data.example.cols())}};
}

ContactSheet contact_sheet(const Dataset& data, std::span<const PicturePart> parts, int side, int columns, int gap) {
    const int count = static_cast<int>(parts.size());
    const int rows = (count + columns - 1) / columns;
    ContactSheet sheet;
    sheet.size = {std::max(0, rows * (side + gap) - gap), std::max(0, std::min(count, columns) * (side + gap) - gap)};
    sheet.rgba.resize(static_cast<std::size_t>(sheet.size.area()) * 4);
    for (int i = 0; i < count; ++i) {
        const PicturePart& part = parts[static_cast<std::size_t>(i)];
        const Size size = size_in_square(part.part, side);
        sheet.pictures.push_back(size);
        draw_part(data, part, size, i / columns * (side + gap), i % columns * (side + gap), sheet);
    }
    return sheet;
}

}  // namespace convscope::nn
