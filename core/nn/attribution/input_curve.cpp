#include "core/nn/attribution/input_curve.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/random.h"
#include "core/nn/attribution/variants.h"

namespace convscope::nn {

namespace {

/// The input values that stand for black and white, for each channel.
struct Ends {
    std::vector<float> black, white;
};

Ends ends_of(const Model& model, std::int64_t channels) {
    const Preprocessing& preprocessing = model.info().preprocessing;
    Ends ends;
    for (std::int64_t c = 0; c < channels; ++c) {
        const std::size_t colour = preprocessing.colour(c);
        ends.black.push_back(preprocessing.offset.at(colour));
        ends.white.push_back(preprocessing.offset.at(colour) + 255 * preprocessing.scale.at(colour));
    }
    return ends;
}

/// A normally distributed number (Box and Muller 1958).
float random_normal(std::uint64_t seed, std::uint64_t counter) {
    const float radius = std::sqrt(-2 * std::log(1 - random_unit(seed, 2 * counter)));
    return radius * std::cos(2 * std::numbers::pi_v<float> * random_unit(seed, 2 * counter + 1));
}

std::vector<float> rotated(const Shape& shape, std::span<const float> picture, const Ends& ends, double degrees) {
    const double angle = degrees * std::numbers::pi / 180, cosine = std::cos(angle), sine = std::sin(angle);
    const double middle_row = static_cast<double>(shape.rows() - 1) / 2;
    const double middle_col = static_cast<double>(shape.cols() - 1) / 2;
    const std::int64_t channels = shape.channels();
    const auto pixel = [&](std::int64_t row, std::int64_t col, std::int64_t c) {
        if (row < 0 || col < 0 || row >= shape.rows() || col >= shape.cols())
            return double{ends.black[static_cast<std::size_t>(c)]};
        return double{picture[static_cast<std::size_t>((row * shape.cols() + col) * channels + c)]};
    };
    std::vector<float> out(picture.size());
    for (std::int64_t i = 0; i < std::ssize(out); ++i) {
        const std::int64_t c = i % channels;
        const std::int64_t to_row = i / channels / shape.cols(), to_col = i / channels % shape.cols();
        const double down = static_cast<double>(to_row) - middle_row;
        const double right = static_cast<double>(to_col) - middle_col;
        const double from_row = middle_row + cosine * down - sine * right;
        const double from_col = middle_col + sine * down + cosine * right;
        const auto row = static_cast<std::int64_t>(std::floor(from_row));
        const auto col = static_cast<std::int64_t>(std::floor(from_col));
        const double v = from_row - static_cast<double>(row), u = from_col - static_cast<double>(col);
        out[static_cast<std::size_t>(i)] =
            static_cast<float>((1 - v) * ((1 - u) * pixel(row, col, c) + u * pixel(row, col + 1, c)) +
                               v * ((1 - u) * pixel(row + 1, col, c) + u * pixel(row + 1, col + 1, c)));
    }
    return out;
}

std::vector<float> changed(const Shape& shape, std::span<const float> picture, const Ends& ends,
                           const ChangedInput& changes) {
    const auto [noise, brightness, rotation] = changes.amounts;
    std::vector<float> values = rotation != 0 ? rotated(shape, picture, ends, double{rotation})
                                              : std::vector<float>(picture.begin(), picture.end());
    if (noise == 0 && brightness == 0) return values;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::size_t c = i % ends.black.size();
        const float range = ends.white[c] - ends.black[c];
        float change = brightness;
        if (noise != 0) change += noise * random_normal(changes.seed, i);
        const auto [low, high] = std::minmax(ends.black[c], ends.white[c]);
        values[i] = std::clamp(values[i] + range * change, low, high);
    }
    return values;
}

}  // namespace

std::vector<float> changed_input(const Model& model, std::span<const float> picture, const ChangedInput& changes) {
    const Shape& shape = model.node(model.inputs().front()).shape;
    return changed(shape, picture, ends_of(model, shape.channels()), changes);
}

std::optional<std::vector<CurvePoint>> input_curve(const Model& model, const Edits& edits,
                                                   std::span<const std::span<const float>> inputs, std::int64_t index,
                                                   InputChange change, const ChangedInput& changes, int count,
                                                   const std::function<bool(double)>& keep_going) {
    const Shape& shape = model.node(model.inputs().front()).shape;
    const Ends ends = ends_of(model, shape.channels());
    const auto which = static_cast<std::size_t>(change);
    const ChangeRange range = kChangeRanges.at(which);
    std::vector<CurvePoint> points(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < points.size(); ++i)
        points[i].amount = std::lerp(range.low, range.high, static_cast<float>(i) / static_cast<float>(count - 1));
    const MakeVariant make = [&](std::int64_t number, std::span<float> values) {
        ChangedInput other = changes;
        other.amounts.at(which) = points[static_cast<std::size_t>(number)].amount;
        std::ranges::copy(changed(shape, inputs[0], ends, other), values.begin());
    };
    const auto use = [&](std::int64_t number, const VariantAnswer& variant) {
        CurvePoint& point = points[static_cast<std::size_t>(number)];
        point.answer = variant.outputs[static_cast<std::size_t>(index)];
        point.winner = std::ranges::max_element(variant.outputs) - variant.outputs.begin();
    };
    if (!run_variants(model, edits, inputs, count, make, use, keep_going)) return std::nullopt;
    return points;
}

}  // namespace convscope::nn
