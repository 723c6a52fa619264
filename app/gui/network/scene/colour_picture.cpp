#include "app/gui/network/scene/colour_picture.h"

#include <algorithm>
#include <cmath>

namespace convscope {

ColourValues input_colours(const Scene& scene, const nn::Trace& trace) {
    const nn::Shape& shape = scene.input_shape();
    ColourValues colours{.values = trace.layer(scene.input_node()).values,
                         .size = {static_cast<int>(shape.rows()), static_cast<int>(shape.cols())},
                         .shown = {}};
    for (std::int64_t c = 0; c < 3; ++c) {
        const std::size_t colour = scene.model.info().preprocessing.colour(c);
        colours.channels.at(colour) = static_cast<std::size_t>(c);
        colours.shown.at(colour) = scale_of(scene, trace, scene.input_node(), c).shown;
    }
    return colours;
}

void ColourPicture::show(Ui& ui, const ColourValues& colours, std::uint64_t revision, Rect place) {
    // Drawing interpolates textures. Enlarge a small picture first, so that its pixels stay sharp squares.
    const int factor = std::max(1, static_cast<int>(std::ceil(place.w / static_cast<float>(colours.size.cols))));
    if (revision_ != revision || factor_ != factor) upload(colours, factor);
    revision_ = revision;
    factor_ = factor;
    ui.draw().AddImage(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture_.id())), {place.x, place.y},
                       {place.right(), place.bottom()});
}

void ColourPicture::upload(const ColourValues& colours, int factor) {
    const Size large{colours.size.rows * factor, colours.size.cols * factor};
    std::vector<std::uint8_t> pixels;
    pixels.reserve(static_cast<std::size_t>(large.area()) * 4);
    for (int row = 0; row < large.rows; ++row)
        for (int col = 0; col < large.cols; ++col) {
            const auto pixel = static_cast<std::size_t>(row / factor * colours.size.cols + col / factor);
            for (std::size_t c = 0; c < 3; ++c) {
                const Range range = colours.shown.at(c);
                const float value = colours.values[pixel * 3 + colours.channels.at(c)];
                const float part = std::clamp((value - range.low) / (range.high - range.low), 0.0F, 1.0F);
                pixels.push_back(static_cast<std::uint8_t>(std::lround(part * 255)));
            }
            pixels.push_back(255);
        }
    texture_.upload_rgba(large, pixels);
}

}  // namespace convscope
