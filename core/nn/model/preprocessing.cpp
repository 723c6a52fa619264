#include "core/nn/model/preprocessing.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "core/base/text/translation.h"
#include "core/image/resize.h"
#include "core/nn/input/picture_shape.h"
#include "core/nn/model/layer.h"

namespace convscope::nn {

namespace {

constexpr float kWhite = 255;

template <class T>
std::vector<T> border_values(std::span<const T> values, int cols, const PixelRect& part) {
    std::vector<T> border;
    border.reserve(2 * static_cast<std::size_t>(part.rows) + 2 * static_cast<std::size_t>(part.cols));
    for (int r = 0; r < part.rows; ++r) {
        const auto row = values.subspan(static_cast<std::size_t>(part.row + r) * static_cast<std::size_t>(cols) +
                                            static_cast<std::size_t>(part.col),
                                        static_cast<std::size_t>(part.cols));
        if (r == 0 || r == part.rows - 1) {
            border.insert(border.end(), row.begin(), row.end());
        } else {
            border.push_back(row.front());
            if (part.cols > 1) border.push_back(row.back());
        }
    }
    return border;
}

Plane border_of(const Plane& plane, const PixelRect& part) {
    const auto as_row = [](auto values) {
        const Size size{1, static_cast<int>(values.size())};
        return Plane(size, std::move(values));
    };
    return plane.is_bytes() ? as_row(border_values(plane.bytes(), plane.cols(), part))
                            : as_row(border_values(plane.floats(), plane.cols(), part));
}

PixelRect whole_of(Size size) {
    return {0, 0, size.rows, size.cols};
}

double mean(const Plane& plane) {
    double sum = 0;
    for (int r = 0; r < plane.rows(); ++r)
        for (int c = 0; c < plane.cols(); ++c) sum += plane.at(r, c);
    return sum / static_cast<double>(plane.size().area());
}

/// The size and place of the picture in the input: as large as possible without distortion, centred.
struct Fit {
    Size size;
    std::int64_t top, left;
};

Fit fitted(Size size, const Shape& input) {
    const double scale =
        std::min(static_cast<double>(input.rows()) / size.rows, static_cast<double>(input.cols()) / size.cols);
    const auto side = [scale](int length, std::int64_t max_length) {
        return static_cast<int>(std::clamp<std::int64_t>(std::llround(length * scale), 1, max_length));
    };
    const Size inner{side(size.rows, input.rows()), side(size.cols, input.cols())};
    return {inner, (input.rows() - inner.rows) / 2, (input.cols() - inner.cols) / 2};
}

}  // namespace

std::size_t Preprocessing::colour(std::int64_t channel) const {
    const std::int64_t index = std::clamp<std::int64_t>(channel, 0, 2);
    return static_cast<std::size_t>(order == ColourOrder::bgr ? 2 - index : index);
}

std::vector<InputRange> ranges_for(std::int64_t channels) {
    std::vector<InputRange> ranges;
    ranges.reserve(kInputChoices.size());
    for (std::size_t i = 0; i < kInputChoices.size(); ++i)
        if (channels == 3 || !kInputChoices.at(i).is_colour) ranges.push_back(static_cast<InputRange>(i));
    return ranges;
}

Preprocessing with_statistics(Preprocessing preprocessing, const std::array<double, 3>& mean,
                              const std::array<double, 3>& deviation) {
    for (std::size_t c = 0; c < 3; ++c) {
        preprocessing.scale.at(c) = static_cast<float>(1 / (kWhite * deviation.at(c)));
        // Adding 0 makes a negative zero positive.
        preprocessing.offset.at(c) = static_cast<float>(-mean.at(c) / deviation.at(c)) + 0.0F;
    }
    return preprocessing;
}

double mean_of(const Preprocessing& preprocessing, std::size_t colour) {
    return -preprocessing.offset.at(colour) * deviation_of(preprocessing, colour);
}

double deviation_of(const Preprocessing& preprocessing, std::size_t colour) {
    return 1 / (double{kWhite} * preprocessing.scale.at(colour));
}

Preprocessing with_range(Preprocessing preprocessing, InputRange range) {
    const InputChoice& choice = input_choice(range);
    const std::optional<InputRange> before = range_of(preprocessing);
    if (choice.order)
        preprocessing.order = *choice.order;
    else if (before && input_choice(*before).order == preprocessing.order)
        preprocessing.order = ColourOrder::rgb;
    return with_statistics(preprocessing, choice.mean, choice.deviation);
}

std::optional<InputRange> range_of(const Preprocessing& preprocessing) {
    // Files of other versions of the program may hold numbers that were rounded differently.
    const auto is_close = [](double a, double b) { return std::abs(a - b) <= 1e-5 * std::max(std::abs(a), 1.0); };
    for (std::size_t i = 0; i < kInputChoices.size(); ++i) {
        const InputChoice& choice = kInputChoices.at(i);
        bool fits = true;
        for (std::size_t c = 0; c < 3; ++c)
            fits = fits && is_close(1, 1 / (kWhite * choice.deviation.at(c)) / double{preprocessing.scale.at(c)}) &&
                   is_close(-choice.mean.at(c) / choice.deviation.at(c), preprocessing.offset.at(c));
        if (fits) return static_cast<InputRange>(i);
    }
    return std::nullopt;
}

Picture border_of(const Picture& picture, const PixelRect& part) {
    Picture border;
    border.planes.reserve(picture.planes.size());
    for (const Plane& plane : picture.planes) border.planes.push_back(border_of(plane, part));
    return border;
}

bool is_inverted(const Picture& picture, const Preprocessing& preprocessing) {
    if (preprocessing.inversion != Inversion::automatic) return preprocessing.inversion == Inversion::always;
    return mean(channel_plane(border_of(picture, whole_of(picture.size())), Channel::grey)) > kWhite / 2;
}

Tensor preprocessed(const Picture& picture, const Preprocessing& preprocessing, const Shape& input) {
    const std::optional<Shape> shape = picture_shape(input);
    if (!shape)
        throw ShapeError(tr("has the shape {}, which is not a picture of one or three channels", to_string(input)));
    const std::int64_t channels = shape->channels();
    const bool inverted = is_inverted(picture, preprocessing);
    const Fit fit = fitted(picture.size(), *shape);
    Tensor tensor{input, std::vector<float>(static_cast<std::size_t>(input.count()))};
    for (std::int64_t channel = 0; channel < channels; ++channel) {
        // A grey input uses the numbers of the first colour.
        const std::size_t index = channels == 1 ? 0 : preprocessing.colour(channel);
        const Plane plane = channel_plane(picture, channels == 1 ? Channel::grey : static_cast<Channel>(index + 1));
        const auto to_input = [&](double value) {
            const double brightness = inverted ? kWhite - value : value;
            return static_cast<float>(brightness * preprocessing.scale[index] + preprocessing.offset[index]);
        };
        const Plane values = resized(plane, fit.size);
        const float border_value = to_input(mean(border_of(plane, whole_of(plane.size()))));
        for (std::int64_t row = 0; row < shape->rows(); ++row) {
            for (std::int64_t col = 0; col < shape->cols(); ++col) {
                const std::int64_t r = row - fit.top, c = col - fit.left;
                const bool inside = r >= 0 && r < fit.size.rows && c >= 0 && c < fit.size.cols;
                tensor.values[static_cast<std::size_t>(index_of(*shape, {row, col, channel}))] =
                    inside ? to_input(values.at(static_cast<int>(r), static_cast<int>(c))) : border_value;
            }
        }
    }
    return tensor;
}

}  // namespace convscope::nn
