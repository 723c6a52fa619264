#include "core/nn/layers/shape/resampled_image.h"

#include <cmath>

#include "core/nn/layers/batch.h"

namespace convscope::nn {

namespace {

using Tap = ResampledTap;
using Taps = ResampledTaps;

/// One axis of the image, with its length before and after.
struct Axis {
    std::int64_t input, output;
    Interpolation interpolation;

    /// The taps of an output: one, or two neighbours in ascending order.
    Taps taps(std::int64_t index) const {
        if (interpolation == Interpolation::nearest) return {{nearest(index), 1}};
        const double scale = static_cast<double>(input) / static_cast<double>(output);
        const double centre = (static_cast<double>(index) + .5) * scale - .5;
        const auto below = static_cast<std::int64_t>(std::floor(centre));
        const double share = centre - static_cast<double>(below);
        if (below < 0) return {{0, 1}};
        if (below + 1 >= input) return {{input - 1, 1}};
        if (share == 0) return {{below, 1}};
        return {{below, 1 - share}, {below + 1, share}};
    }
    Interval source(Interval outputs) const {
        const Interval inside = intersection(outputs, {0, output});
        if (inside.empty()) return {};
        return {taps(inside.begin).front().position, taps(inside.end - 1).back().position + 1};
    }
    /// Taps ascend with the outputs, so the outputs with a tap in `inputs` are neighbours.
    Interval reach(Interval inputs) const {
        Interval found;
        for (std::int64_t i = 0; i < output; ++i) {
            const Taps used = taps(i);
            if (used.back().position < inputs.begin || used.front().position >= inputs.end) continue;
            found = {found.empty() ? i : found.begin, i + 1};
        }
        return found;
    }

  private:
    /// In floats, as TensorFlow computes it, so that both round the same ties.
    std::int64_t nearest(std::int64_t index) const {
        const float scale = static_cast<float>(input) / static_cast<float>(output);
        const float centre = (static_cast<float>(index) + 0.5F) * scale;
        return std::min(static_cast<std::int64_t>(std::floor(centre)), input - 1);
    }
};

struct Axes {
    Axis rows, cols;

    Axes(Interpolation interpolation, const Shape& from, const Shape& to)
        : rows{from.rows(), to.rows(), interpolation}, cols{from.cols(), to.cols(), interpolation} {}

    /// Calls visit(input position, share) for every input of an output.
    template <class Visit>
    void for_each_tap(const Position& output, const Visit& visit) const {
        const Taps col_taps = cols.taps(output.col);
        for (const Tap& row : rows.taps(output.row))
            for (const Tap& col : col_taps)
                visit(Position{row.position, col.position, output.channel}, row.share * col.share);
    }
};

}  // namespace

std::vector<ResampledTaps> resampled_taps(Interpolation interpolation, std::int64_t input, std::int64_t output) {
    const Axis axis{input, output, interpolation};
    std::vector<ResampledTaps> all;
    all.reserve(static_cast<std::size_t>(output));
    for (std::int64_t i = 0; i < output; ++i) all.push_back(axis.taps(i));
    return all;
}

void ResampledImage::forward(const ForwardCall& call) const {
    const Shape& image = call.input_shapes.front();
    const Axes axes(interpolation_, image, call.output_shape);
    std::vector<double> sums(static_cast<std::size_t>(image.channels()));
    for (std::int64_t n = 0; n < call.batch; ++n) {
        const std::span<const float> x = example(call.inputs.front(), n, image);
        float* to = example(call.output, n, call.output_shape).data();
        for (std::int64_t row = 0; row < call.output_shape.rows(); ++row) {
            for (std::int64_t col = 0; col < call.output_shape.cols(); ++col, to += image.channels()) {
                std::ranges::fill(sums, 0);
                axes.for_each_tap({row, col, 0}, [&](const Position& from, double share) {
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
    const Axes axes(interpolation_, image, f.output_shape);
    std::vector<double> dx(call.input_gradients.front().size());
    if (dx.empty()) return;
    for (std::int64_t n = 0; n < f.batch; ++n) {
        const std::span<const float> dy = example(call.output_gradient, n, f.output_shape);
        const std::span<double> sums = example(std::span(dx), n, image);
        for_each_position(f.output_shape, [&](const Position& output) {
            const double gradient = value_at(dy, f.output_shape, output);
            axes.for_each_tap(
                output, [&](const Position& from, double share) { value_at(sums, image, from) += share * gradient; });
        });
    }
    narrow(dx, call.input_gradients.front());
}

void ResampledImage::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const Shape& image = call.input_shapes.front();
    const Axes axes(interpolation_, image, call.output_shape);
    explanation.combination = interpolation_ == Interpolation::nearest ? Combination::copy : Combination::sum;
    axes.for_each_tap(at, [&](const Position& from, double share) {
        const double value = value_at(call.inputs.front(), image, from);
        explanation.terms.push_back({.from = from, .value = value, .weight = share, .product = value * share});
    });
}

Region ResampledImage::source(const Region& output, std::size_t /*which*/, std::span<const Shape> inputs) const {
    const Axes axes(interpolation_, inputs.front(), output_shape(inputs));
    return {axes.rows.source(output.rows), axes.cols.source(output.cols), output.channels};
}

Region ResampledImage::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> inputs) const {
    const Axes axes(interpolation_, inputs.front(), output_shape(inputs));
    return {axes.rows.reach(input.rows), axes.cols.reach(input.cols), input.channels};
}

}  // namespace convscope::nn
