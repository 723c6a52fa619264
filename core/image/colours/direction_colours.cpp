#include "core/image/colours/direction_colours.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/base/parallel.h"

namespace convscope {

namespace {

/// One channel of a saturated hue, 0..1: 1 within 60 degrees of the channel's own hue, 0 from 120 degrees on.
float hue_channel(float degrees, float own) {
    const float difference = std::fabs(degrees - own);
    const float distance = std::min(difference, 360 - difference);
    return std::clamp(2 - distance / 60, 0.F, 1.F);
}

std::uint8_t scaled_byte(float channel, float brightness) {
    return static_cast<std::uint8_t>(std::lround(255 * channel * brightness));
}

}  // namespace

Rgb direction_colour(float degrees, float brightness) {
    if (std::isnan(degrees) || std::isnan(brightness)) return kNanColour;
    const float light = std::clamp(brightness, 0.F, 1.F);
    return {scaled_byte(hue_channel(degrees, 0), light), scaled_byte(hue_channel(degrees, 120), light),
            scaled_byte(hue_channel(degrees, -120), light)};
}

Picture direction_picture(const FloatImage& degrees, const FloatImage& magnitude, float full) {
    const Size size = degrees.size();
    std::array<std::vector<std::uint8_t>, 3> channels;
    for (auto& channel : channels) channel.resize(static_cast<std::size_t>(size.area()));
    const float scale = full > 0 ? 1 / full : 0;
    parallel_for(size.rows, [&](int row) {
        std::size_t at = static_cast<std::size_t>(row) * static_cast<std::size_t>(size.cols);
        for (int col = 0; col < size.cols; ++col, ++at) {
            const Rgb colour = direction_colour(degrees.at(row, col), std::sqrt(magnitude.at(row, col) * scale));
            channels[0][at] = colour.red;
            channels[1][at] = colour.green;
            channels[2][at] = colour.blue;
        }
    });
    Picture picture;
    picture.planes.reserve(channels.size());
    for (auto& channel : channels) picture.planes.emplace_back(size, std::move(channel));
    return picture;
}

}  // namespace convscope
