#include "app/gui/toolkit/thumbnail.h"

#include <algorithm>
#include <cmath>

namespace convscope {

namespace {

/// The mean of the block of picture pixels that one thumbnail pixel covers, 0 to 255.
std::uint8_t block_mean(const Plane& plane, Size small, int row, int col) {
    const auto edge = [](int index, int count, int total) {
        return static_cast<int>(std::int64_t{index} * total / count);
    };
    const int top = edge(row, small.rows, plane.rows());
    const int bottom = std::max(top + 1, edge(row + 1, small.rows, plane.rows()));
    const int left = edge(col, small.cols, plane.cols());
    const int right = std::max(left + 1, edge(col + 1, small.cols, plane.cols()));
    // Read at most about 24 x 24 evenly spaced pixels of the block, enough for a picture of this size.
    const int row_step = std::max(1, (bottom - top) / 12);
    const int col_step = std::max(1, (right - left) / 12);
    double sum = 0;
    int count = 0;
    for (int r = top; r < bottom; r += row_step)
        for (int c = left; c < right; c += col_step, ++count) sum += plane.at(r, c);
    return static_cast<std::uint8_t>(std::lround(std::clamp(sum / count, 0.0, 255.0)));
}

}  // namespace

Thumbnail thumbnail_of(const Picture& picture, int side) {
    const Size size = picture.size();
    const double scale = std::min(1.0, static_cast<double>(side) / std::max({size.rows, size.cols, 1}));
    const auto scaled = [scale](int count) { return std::max(1, static_cast<int>(std::lround(count * scale))); };
    Thumbnail thumbnail{{scaled(size.rows), scaled(size.cols)}, {}};
    thumbnail.rgba.reserve(static_cast<std::size_t>(thumbnail.size.area()) * 4);
    const std::size_t channels = picture.planes.size();
    for (int r = 0; r < thumbnail.size.rows; ++r) {
        for (int c = 0; c < thumbnail.size.cols; ++c) {
            for (std::size_t i = 0; i < 3; ++i)
                thumbnail.rgba.push_back(block_mean(picture.planes[std::min(i, channels - 1)], thumbnail.size, r, c));
            thumbnail.rgba.push_back(255);
        }
    }
    return thumbnail;
}

Thumbnail enlarged(const Thumbnail& thumbnail, int side) {
    const Size size = thumbnail.size;
    const int factor = std::max(1, side / std::max({size.rows, size.cols, 1}));
    Thumbnail large{{size.rows * factor, size.cols * factor}, {}};
    large.rgba.reserve(static_cast<std::size_t>(large.size.area()) * 4);
    for (int r = 0; r < large.size.rows; ++r) {
        for (int c = 0; c < large.size.cols; ++c) {
            const auto pixel = (std::ptrdiff_t{r / factor} * size.cols + c / factor) * 4;
            const auto start = thumbnail.rgba.begin() + pixel;
            large.rgba.insert(large.rgba.end(), start, start + 4);
        }
    }
    return large;
}

}  // namespace convscope
