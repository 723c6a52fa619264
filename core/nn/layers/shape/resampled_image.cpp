#include "core/nn/layers/shape/resampled_image.h"

#include <cmath>

#include "core/nn/layers/batch.h"

namespace convscope::nn {

namespace {

Interval sources_of(const ResampledAxis& axis, Interval outputs) {
    const Interval inside = intersection(outputs, {0, axis.output});
    Interval found;
    for (std::int64_t i = inside.begin; i < inside.end; ++i) {
        const ResampledTaps used = axis.taps(i);
        const Interval own{used.front().position, used.back().position + 1};
        found = found.empty() ? own : Interval{std::min(found.begin, own.begin), std::max(found.end, own.end)};
    }
    return found;
}

Interval reached_from(const ResampledAxis& axis, Interval inputs) {
    Interval found;
    for (std::int64_t i = 0; i < axis.output; ++i) {
        const ResampledTaps used = axis.taps(i);
        if (used.back().position < inputs.begin || used.front().position >= inputs.end) continue;
        found = {found.empty() ? i : found.begin, i + 1};
    }
    return found;
}

/// Calls visit(input position, share) for every input of an output.
template <class Visit>
void for_each_tap(const ResampledAxes& axes, const Position& output, const Visit& visit) {
    const ResampledTaps col_taps = axes.cols.taps(output.col);
    for (const ResampledTap& row : axes.rows.taps(output.row))
        for (const ResampledTap& col : col_taps)
            visit(Position{row.position, col.position, output.channel}, row.share * col.share);
}

/// The share of a pixel at this distance from the place. Keys (1981), equation 15.
double cubic_share(double a, double distance) {
    const double d = std::fabs(distance);
    if (d <= 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
    return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
}

}  // namespace

double ResampledAxis::place(std::int64_t index) const {
    const auto i = static_cast<double>(index);
    switch (placement.coordinates) {
        case Coordinates::align_corners:
            return output == 1 ? 0 : i * static_cast<double>(input - 1) / static_cast<double>(output - 1);
        case Coordinates::asymmetric:
            return i / scale;
        case Coordinates::pixel_centre:
            return (i + .5) / scale;
        case Coordinates::half_pixel_symmetric: {
            const double share = static_cast<double>(output) / (scale * static_cast<double>(input));
            return static_cast<double>(input) / 2 * (1 - share) + (i + .5) / scale - .5;
        }
        case Coordinates::half_pixel_or_first:
            if (output == 1) return 0;
            break;
        case Coordinates::half_pixel:
            break;
    }
    return (i + .5) / scale - .5;
}

std::int64_t ResampledAxis::nearest(std::int64_t index) const {
    const auto clamped = [this](double position) {
        return static_cast<std::int64_t>(std::clamp(position, 0.0, static_cast<double>(input - 1)));
    };
    if (placement == Placement{}) {
        // Computed in floats as in TensorFlow, so that both round ties in the same way.
        const float inverse = static_cast<float>(input) / static_cast<float>(output);
        return clamped(std::floor((static_cast<float>(index) + 0.5F) * inverse));
    }
    const double at = place(index);
    switch (placement.rounding) {
        case Rounding::down:
            return clamped(std::floor(at));
        case Rounding::up:
            return clamped(std::ceil(at));
        case Rounding::half_down:
            return clamped(std::ceil(at - .5));
        case Rounding::half_up:
            break;
    }
    return clamped(std::floor(at + .5));
}

ResampledTaps ResampledAxis::cubic_taps(double centre) const {
    const auto below = static_cast<std::int64_t>(std::floor(centre));
    ResampledTaps taps{};
    double total = 0;
    for (std::int64_t position = below - 1; position <= below + 2; ++position) {
        const bool is_inside = position >= 0 && position < input;
        if (is_inside || !placement.excludes_outside)
            total += cubic_share(placement.cubic_a, centre - static_cast<double>(position));
    }
    for (std::int64_t position = below - 1; position <= below + 2; ++position) {
        const bool is_inside = position >= 0 && position < input;
        if (!is_inside && placement.excludes_outside) continue;
        const double share = cubic_share(placement.cubic_a, centre - static_cast<double>(position)) / total;
        taps.add({std::clamp<std::int64_t>(position, 0, input - 1), share});
    }
    return taps;
}

ResampledTaps ResampledAxis::taps(std::int64_t index) const {
    if (interpolation == Interpolation::nearest) return {{nearest(index), 1}};
    const double centre = place(index);
    if (interpolation == Interpolation::cubic) return cubic_taps(centre);
    const auto below = static_cast<std::int64_t>(std::floor(centre));
    const double share = centre - static_cast<double>(below);
    if (below < 0) return {{0, 1}};
    if (below + 1 >= input) return {{input - 1, 1}};
    return {{below, 1 - share}, {below + 1, share}};
}

ResampledAxes ResampledImage::axes(const Shape& from, const Shape& to) const {
    const auto axis = [this](std::int64_t input, std::int64_t output, double scale) {
        const double usual = static_cast<double>(output) / static_cast<double>(input);
        return ResampledAxis{input, output, interpolation_, placement_, scale > 0 ? scale : usual};
    };
    return {axis(from.rows(), to.rows(), placement_.row_scale), axis(from.cols(), to.cols(), placement_.col_scale)};
}

void ResampledImage::forward(const ForwardCall& call) const {
    const Shape& image = call.input_shapes.front();
    const ResampledAxes used_axes = axes(image, call.output_shape);
    std::vector<double> sums(static_cast<std::size_t>(image.channels()));
    for (std::int64_t n = 0; n < call.batch; ++n) {
        const std::span<const float> x = example(call.inputs.front(), n, image);
        float* to = example(call.output, n, call.output_shape).data();
        for (std::int64_t row = 0; row < call.output_shape.rows(); ++row) {
            for (std::int64_t col = 0; col < call.output_shape.cols(); ++col, to += image.channels()) {
                std::ranges::fill(sums, 0);
                for_each_tap(used_axes, {row, col, 0}, [&](const Position& from, double share) {
                    const float* const values = &value_at(x, image, from);
                    for (std::size_t c = 0; c < sums.size(); ++c) sums[c] += share * values[c];
                });
                narrow(sums, {to, sums.size()});
            }
        }
    }
}

void ResampledImage::backward(const BackwardCall& call) const {
    const ForwardCall& f = call.forward;
    const Shape& image = f.input_shapes.front();
    const ResampledAxes used_axes = axes(image, f.output_shape);
    std::vector<double> dx(call.input_gradients.front().size());
    if (dx.empty()) return;
    for (std::int64_t n = 0; n < f.batch; ++n) {
        const std::span<const float> dy = example(call.output_gradient, n, f.output_shape);
        const std::span<double> sums = example(std::span(dx), n, image);
        for_each_position(f.output_shape, [&](const Position& output) {
            const double gradient = value_at(dy, f.output_shape, output);
            for_each_tap(used_axes, output,
                         [&](const Position& from, double share) { value_at(sums, image, from) += share * gradient; });
        });
    }
    narrow(dx, call.input_gradients.front());
}

void ResampledImage::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const Shape& image = call.input_shapes.front();
    const ResampledAxes used_axes = axes(image, call.output_shape);
    explanation.combination = interpolation_ == Interpolation::nearest ? Combination::copy : Combination::sum;
    for_each_tap(used_axes, at, [&](const Position& from, double share) {
        const double value = value_at(call.inputs.front(), image, from);
        explanation.terms.push_back({.from = from, .value = value, .weight = share, .product = value * share});
    });
}

Region ResampledImage::source(const Region& output, std::size_t /*which*/, std::span<const Shape> inputs) const {
    const ResampledAxes used_axes = axes(inputs.front(), output_shape(inputs));
    return {sources_of(used_axes.rows, output.rows), sources_of(used_axes.cols, output.cols), output.channels};
}

Region ResampledImage::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> inputs) const {
    const ResampledAxes used_axes = axes(inputs.front(), output_shape(inputs));
    return {reached_from(used_axes.rows, input.rows), reached_from(used_axes.cols, input.cols), input.channels};
}

}  // namespace convscope::nn
