#include "core/image/files/to_picture.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "core/base/parallel.h"

namespace convscope {

namespace {

/// One sample in 0..255: unchanged, or scaled from 16 bits.
std::uint8_t display_value(std::uint8_t value) {
    return value;
}
float display_value(std::uint16_t value) {
    return static_cast<float>(value) / 257.0F;
}
float display_value(float value) {
    return value;
}

/// The sample blended with a white background.
std::uint8_t blended_with_white(std::uint8_t value, std::uint8_t alpha) {
    return static_cast<std::uint8_t>((value * alpha + 255 * (255 - alpha) + 127) / 255);
}
float blended_with_white(std::uint16_t value, std::uint16_t alpha) {
    const float opacity = static_cast<float>(alpha) / 65535.0F;
    return display_value(value) * opacity + 255.0F * (1.0F - opacity);
}
float blended_with_white(float value, float alpha) {
    return value * alpha + 255.0F * (1.0F - alpha);
}

}  // namespace

template <typename T>
Picture to_picture(Size stored, int channels, const T* samples, int orientation) {
    using Value = decltype(display_value(T{}));
    const Walk walk = upright(stored, orientation);
    const std::ptrdiff_t step = channels;
    const std::ptrdiff_t colours = channels >= 3 ? 3 : 1;
    const bool has_alpha = channels == 2 || channels == 4;
    std::vector<std::vector<Value>> planes(static_cast<std::size_t>(colours));
    for (std::vector<Value>& plane : planes) plane.resize(static_cast<std::size_t>(walk.size.area()));

    parallel_for(walk.size.rows, [&](int row) {
        const T* in = samples + (walk.origin + row * walk.row_step) * step;
        std::size_t index = static_cast<std::size_t>(row) * static_cast<std::size_t>(walk.size.cols);
        // All channels of a pixel in one pass: a rotated photo is read column by column, and each pixel is a cache
        // miss.
        for (int col = 0; col < walk.size.cols; ++col, ++index, in += walk.col_step * step)
            for (std::ptrdiff_t c = 0; c < colours; ++c)
                planes[static_cast<std::size_t>(c)][index] =
                    has_alpha ? blended_with_white(in[c], in[step - 1]) : display_value(in[c]);
    });
    Picture picture;
    picture.planes.reserve(planes.size());
    for (std::vector<Value>& plane : planes) picture.planes.emplace_back(walk.size, std::move(plane));
    return picture;
}

template Picture to_picture(Size, int, const std::uint8_t*, int);
template Picture to_picture(Size, int, const std::uint16_t*, int);
template Picture to_picture(Size, int, const float*, int);

}  // namespace convscope
