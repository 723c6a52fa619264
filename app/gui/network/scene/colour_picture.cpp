#include "app/gui/network/scene/colour_picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace convscope {

void ColourPicture::show(Scene& scene, const nn::Trace& trace, std::uint64_t revision, Rect place) {
    // Textures are interpolated when drawn. A small picture is enlarged first, so that its pixels stay sharp squares.
    const auto cols = static_cast<float>(scene.input_shape().cols());
    const int factor = std::max(1, static_cast<int>(std::ceil(place.w / cols)));
    if (revision_ != revision || factor_ != factor) upload(scene, trace, factor);
    revision_ = revision;
    factor_ = factor;
    scene.ui.draw().AddImage(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture_.id())),
                             {place.x, place.y}, {place.right(), place.bottom()});
}

void ColourPicture::upload(const Scene& scene, const nn::Trace& trace, int factor) {
    const auto rows = static_cast<int>(scene.input_shape().rows());
    const auto cols = static_cast<int>(scene.input_shape().cols());
    const std::vector<float>& values = trace.layer(scene.input_node()).values;
    std::array<Range, 3> shown;
    std::array<std::size_t, 3> channels{};  // the input channels of red, green and blue
    for (std::int64_t c = 0; c < 3; ++c) {
        const std::size_t colour = scene.model.info().preprocessing.colour(c);
        channels.at(colour) = static_cast<std::size_t>(c);
        shown.at(colour) = scale_of(scene, trace, scene.input_node(), c).shown;
    }
    const Size large{rows * factor, cols * factor};
    std::vector<std::uint8_t> pixels;
    pixels.reserve(static_cast<std::size_t>(large.area()) * 4);
    for (int row = 0; row < large.rows; ++row)
        for (int col = 0; col < large.cols; ++col) {
            const auto pixel = static_cast<std::size_t>(row / factor * cols + col / factor);
            for (std::size_t c = 0; c < 3; ++c) {
                const Range range = shown.at(c);
                const float value = values[pixel * 3 + channels.at(c)];
                const float part = std::clamp((value - range.low) / (range.high - range.low), 0.0F, 1.0F);
                pixels.push_back(static_cast<std::uint8_t>(std::lround(part * 255)));
            }
            pixels.push_back(255);
        }
    texture_.upload_rgba(large, pixels);
}

}  // namespace convscope
