#include "core/nn/input/input_pixels.h"

#include <algorithm>
#include <cmath>

namespace convscope::nn {

ColourBytes input_pixels(const Model& model, std::span<const float> values) {
    const Shape& shape = model.node(model.inputs().front()).shape;
    const Preprocessing& preprocessing = model.info().preprocessing;
    const auto channels = static_cast<std::size_t>(shape.channels());
    ColourBytes pixels{.size = {static_cast<int>(shape.rows()), static_cast<int>(shape.cols())}, .values = {}};
    pixels.values.resize(values.size() / channels * 3);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::size_t pixel = i / channels;
        const std::size_t colour = channels == 1 ? 0 : preprocessing.colour(static_cast<std::int64_t>(i % channels));
        const float level = (values[i] - preprocessing.offset.at(colour)) / preprocessing.scale.at(colour);
        const float limited = std::isfinite(level) ? std::clamp(level, 0.0F, 255.0F) : 0;
        const auto byte = static_cast<std::uint8_t>(std::lround(limited));
        if (channels == 1)
            std::fill_n(pixels.values.begin() + static_cast<std::ptrdiff_t>(pixel * 3), 3, byte);
        else
            pixels.values[pixel * 3 + colour] = byte;
    }
    return pixels;
}

}  // namespace convscope::nn
