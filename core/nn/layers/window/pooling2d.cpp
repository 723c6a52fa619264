#include "core/nn/layers/window/pooling2d.h"

#include <cmath>

#include "core/base/text/translation.h"
#include "core/nn/layers/batch.h"

namespace convscope::nn {

namespace {

/// True unless the window of the output lies in the padding.
bool overlaps_input(const WindowAxis& axis, std::int64_t output) {
    const std::int64_t start = axis.tap(output, 0);
    const std::int64_t skipped = start < 0 ? (axis.dilation - 1 - start) / axis.dilation : 0;
    return skipped < axis.size && axis.inside(axis.tap(output, skipped));
}

/// Calls visit(input position) for every value in the window of `at`, row by row.
template <class Visit>
void for_each_candidate(const WindowAxes& axes, const Position& at, const Visit& visit) {
    for (std::int64_t r = 0; r < axes.rows.size; ++r) {
        const std::int64_t row = axes.rows.tap(at.row, r);
        if (!axes.rows.inside(row)) continue;
        for (std::int64_t c = 0; c < axes.cols.size; ++c) {
            const std::int64_t col = axes.cols.tap(at.col, c);
            if (axes.cols.inside(col)) visit(Position{row, col, at.channel});
        }
    }
}

/// The position of the window's maximum.
Position winner(const WindowAxes& axes, const Position& output, std::span<const float> x, const Shape& image) {
    Position best{-1, -1, -1};
    float largest = 0;
    for_each_candidate(axes, output, [&](const Position& from) {
        const float value = value_at(x, image, from);
        if (best.row >= 0 && (value <= largest || std::isnan(largest))) return;
        best = from;
        largest = value;
    });
    return best;
}

/// 1 / number of values in an average.
double share(const WindowAxes& axes, const Position& output, bool count_padding) {
    std::int64_t count = 0;
    if (count_padding)
        count = axes.rows.padded_taps(output.row) * axes.cols.padded_taps(output.col);
    else
        for_each_candidate(axes, output, [&](const Position&) { ++count; });
    return 1 / static_cast<double>(count);
}

}  // namespace

WindowAxes Pooling::windows(const Shape& image) const {
    const WindowAxes axes = axes_of(window_over(image), image);
    for (const WindowAxis* axis : {&axes.rows, &axes.cols})
        for (std::int64_t output = 0; output < axis->output; ++output)
            if (!overlaps_input(*axis, output))
                throw ShapeError(tr("has windows that contain only padding on {}", to_string(image)));
    return axes;
}

Shape Pooling::output_shape(std::span<const Shape> inputs) const {
    const Shape& image = only_image(inputs);
    const WindowAxes axes = windows(image);
    return {axes.rows.output, axes.cols.output, image.channels()};
}

void Pooling::forward(const ForwardCall& call) const {
    const Shape& image = call.input_shapes.front();
    const WindowAxes axes = windows(image);
    for (std::int64_t n = 0; n < call.batch; ++n) {
        const std::span<const float> x = example(call.inputs.front(), n, image);
        const std::span<float> y = example(call.output, n, call.output_shape);
        for_each_position(call.output_shape, [&](const Position& output) {
            if (kind_ == Kind::maximum) {
                value_at(y, call.output_shape, output) = value_at(x, image, winner(axes, output, x, image));
                return;
            }
            double sum = 0;
            for_each_candidate(axes, output, [&](const Position& from) { sum += value_at(x, image, from); });
            value_at(y, call.output_shape, output) = static_cast<float>(sum * share(axes, output, count_padding_));
        });
    }
}

void Pooling::backward(const BackwardCall& call) const {
    const ForwardCall& f = call.forward;
    const Shape& image = f.input_shapes.front();
    const WindowAxes axes = windows(image);
    std::vector<double> dx(call.input_gradients.front().size());
    if (dx.empty()) return;
    for (std::int64_t n = 0; n < f.batch; ++n) {
        const std::span<const float> x = example(f.inputs.front(), n, image);
        const std::span<const float> dy = example(call.output_gradient, n, f.output_shape);
        const std::span<double> sums = example(std::span(dx), n, image);
        for_each_position(f.output_shape, [&](const Position& output) {
            const double gradient = value_at(dy, f.output_shape, output);
            if (kind_ == Kind::maximum) {
                value_at(sums, image, winner(axes, output, x, image)) += gradient;
                return;
            }
            const double part = gradient * share(axes, output, count_padding_);
            for_each_candidate(axes, output, [&](const Position& from) { value_at(sums, image, from) += part; });
        });
    }
    narrow(dx, call.input_gradients.front());
}

void Pooling::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const Shape& image = call.input_shapes.front();
    const std::span<const float> x = call.inputs.front();
    const WindowAxes axes = windows(image);
    const bool maximum = kind_ == Kind::maximum;
    explanation.combination = maximum ? Combination::maximum : Combination::sum;
    const double weight = maximum ? 1 : share(axes, at, count_padding_);
    const Position best = maximum ? winner(axes, at, x, image) : Position{};
    for_each_candidate(axes, at, [&](const Position& from) {
        if (maximum && from == best) explanation.winner = explanation.terms.size();
        const double value = value_at(x, image, from);
        explanation.terms.push_back({.from = from, .value = value, .weight = weight, .product = value * weight});
    });
}

Region Pooling::source(const Region& output, std::size_t /*which*/, std::span<const Shape> inputs) const {
    const WindowAxes axes = windows(inputs.front());
    return {axes.rows.source(output.rows), axes.cols.source(output.cols), output.channels};
}

Region Pooling::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> inputs) const {
    const WindowAxes axes = windows(inputs.front());
    return {axes.rows.reach(input.rows), axes.cols.reach(input.cols), input.channels};
}

std::optional<SlidingWindow> Pooling::sliding_window(std::span<const Shape> inputs) const {
    const Shape& image = inputs.front();
    return SlidingWindow{.axes = windows(image), .same = window_over(image).padding == Padding::same, .pooling = true};
}

MaxPooling2D::MaxPooling2D(const Window& window) : Pooling(Kind::maximum), window_(window) {
    window_.check();
}

DisplayName MaxPooling2D::display_name(std::span<const Shape> /*inputs*/) const {
    return {std::string(type()), std::string(type()), {window_.rows, window_.cols}};
}

AveragePooling2D::AveragePooling2D(const Window& window, bool count_padding)
    : Pooling(Kind::average, count_padding), window_(window) {
    window_.check();
}

DisplayName AveragePooling2D::display_name(std::span<const Shape> /*inputs*/) const {
    return {std::string(type()), std::string(type()), {window_.rows, window_.cols}};
}

}  // namespace convscope::nn
