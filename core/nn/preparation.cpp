#include "core/nn/preparation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/image/resize.h"
#include "core/nn/layer.h"

namespace convscope::nn {

namespace {

constexpr float kWhite = 255;

double border_mean(const Plane& plane) {
    double sum = 0;
    std::int64_t count = 0;
    for (int r = 0; r < plane.rows(); ++r) {
        const bool edge = r == 0 || r == plane.rows() - 1;
        for (int c = 0; c < plane.cols(); c += edge ? 1 : std::max(1, plane.cols() - 1), ++count) sum += plane.at(r, c);
    }
    return sum / static_cast<double>(count);
}

/// Where the picture lies within the input: as large as fits, in the middle.
struct Fit {
    Size size;
    std::int64_t top, left;
};

Fit fitted(Size size, const Shape& input) {
    const double scale =
        std::min(static_cast<double>(input.rows()) / size.rows, static_cast<double>(input.cols()) / size.cols);
    const auto side = [scale](int length, std::int64_t most) {
        return static_cast<int>(std::clamp<std::int64_t>(std::llround(length * scale), 1, most));
    };
    const Size inner{side(size.rows, input.rows()), side(size.cols, input.cols())};
    return {inner, (input.rows() - inner.rows) / 2, (input.cols() - inner.cols) / 2};
}

}  // namespace

Tensor prepared(const Picture& picture, const Preparation& preparation, const Shape& input) {
    const std::int64_t channels = input.channels();
    if (!input.is_image() || (channels != 1 && channels != 3))
        throw ShapeError(fmt::format("takes {}, which is no picture of one or three channels", to_string(input)));
    const Plane grey = channel_plane(picture, Channel::grey);
    const bool inverted = preparation.inversion == Inversion::always ||
                          (preparation.inversion == Inversion::automatic && border_mean(grey) > kWhite / 2);
    const Fit fit = fitted(picture.size(), input);
    Tensor tensor{input, std::vector<float>(static_cast<std::size_t>(input.count()))};
    for (std::int64_t channel = 0; channel < channels; ++channel) {
        const auto index = static_cast<std::size_t>(channel);
        const Plane plane = channels == 1 ? grey : channel_plane(picture, static_cast<Channel>(channel + 1));
        const auto finished = [&](double value) {
            const double turned = inverted ? kWhite - value : value;
            return static_cast<float>(turned * preparation.scale[index] + preparation.offset[index]);
        };
        const Plane values = resized(plane, fit.size);
        const float around = finished(border_mean(plane));
        for (std::int64_t row = 0; row < input.rows(); ++row) {
            for (std::int64_t col = 0; col < input.cols(); ++col) {
                const std::int64_t r = row - fit.top, c = col - fit.left;
                const bool inside = r >= 0 && r < fit.size.rows && c >= 0 && c < fit.size.cols;
                tensor.values[static_cast<std::size_t>(index_of(input, {row, col, channel}))] =
                    inside ? finished(values.at(static_cast<int>(r), static_cast<int>(c))) : around;
            }
        }
    }
    return tensor;
}

}  // namespace convscope::nn
