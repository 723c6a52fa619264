#include "core/nn/input/brush.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

namespace convscope::nn {

namespace {

constexpr float kNoPaint = std::numeric_limits<float>::quiet_NaN();

/// The fraction, 0..1, of a pixel at this distance from the dab's centre that the dab covers.
float coverage(double distance, float radius) {
    return static_cast<float>(std::clamp(radius + 0.5 - distance, 0.0, 1.0));
}

/// The pixels along one axis that a dab may touch.
struct Span {
    std::int64_t first, last;
};

Span touched_pixels(double centre, float radius, std::int64_t length) {
    return {std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(centre - radius - 1))),
            std::min(length - 1, static_cast<std::int64_t>(std::ceil(centre + radius + 1)))};
}

/// Paints all channels of one pixel; `covered` is the fraction of it that the dab covers.
void paint_pixel(const Dab& dab, float covered, std::int64_t row, std::int64_t col, const Preprocessing& preprocessing,
                 const Tensor& unpainted, Tensor& paint) {
    for (std::int64_t channel = 0; channel < paint.shape.channels(); ++channel) {
        const auto at = static_cast<std::size_t>(index_of(paint.shape, {row, col, channel}));
        if (!dab.ink) {
            // The eraser also clears pixels under its soft edge completely, so that erasing along a stroke of equal
            // size removes all of its paint.
            paint.values[at] = kNoPaint;
            continue;
        }
        const std::size_t colour = preprocessing.colour(channel);
        const float brightness = dab.ink->brightness(preprocessing, channel, paint.shape.channels());
        const float brush_value = brightness * preprocessing.scale.at(colour) + preprocessing.offset.at(colour);
        const float old_value = std::isnan(paint.values[at]) ? unpainted.values[at] : paint.values[at];
        paint.values[at] = std::lerp(old_value, brush_value, covered);
    }
}

void apply_dab(const Dab& dab, const Preprocessing& preprocessing, const Tensor& unpainted, Tensor& paint) {
    const Span rows = touched_pixels(dab.row, dab.radius, paint.shape.rows());
    const Span cols = touched_pixels(dab.col, dab.radius, paint.shape.cols());
    for (std::int64_t row = rows.first; row <= rows.last; ++row)
        for (std::int64_t col = cols.first; col <= cols.last; ++col) {
            const double distance =
                std::hypot(static_cast<double>(row) + 0.5 - dab.row, static_cast<double>(col) + 0.5 - dab.col);
            const float covered = coverage(distance, dab.radius);
            if (covered > 0) paint_pixel(dab, covered, row, col, preprocessing, unpainted, paint);
        }
}

}  // namespace

float Ink::brightness(const Preprocessing& preprocessing, std::int64_t channel, std::int64_t channels) const {
    return channels == 3 ? rgb.at(preprocessing.colour(channel)) : (rgb[0] + rgb[1] + rgb[2]) / 3;
}

SharedTensor with_dabs(const SharedTensor& paint, std::span<const Dab> dabs, const Preprocessing& preprocessing,
                       const Tensor& unpainted) {
    const bool has_paint = paint && paint->shape == unpainted.shape;
    Tensor result = has_paint ? *paint : Tensor{unpainted.shape, std::vector<float>(unpainted.values.size(), kNoPaint)};
    for (const Dab& dab : dabs) apply_dab(dab, preprocessing, unpainted, result);
    if (std::ranges::all_of(result.values, [](float value) { return std::isnan(value); })) return nullptr;
    return std::make_shared<const Tensor>(std::move(result));
}

SharedTensor repainted(const SharedTensor& paint, const Preprocessing& before, const Preprocessing& after) {
    if (!paint || (before.scale == after.scale && before.offset == after.offset && before.order == after.order))
        return paint;
    Tensor result = *paint;
    const auto channels = static_cast<std::size_t>(result.shape.channels());
    for (std::size_t i = 0; i < result.values.size(); ++i) {
        const auto channel = static_cast<std::int64_t>(i % channels);
        const std::size_t from = before.colour(channel), to = after.colour(channel);
        const float brightness = (result.values[i] - before.offset.at(from)) / before.scale.at(from);
        result.values[i] = brightness * after.scale.at(to) + after.offset.at(to);
    }
    return std::make_shared<const Tensor>(std::move(result));
}

}  // namespace convscope::nn
