#include "core/nn/layers/window/conv2d_transpose.h"

#include "core/base/text/translation.h"
#include "core/nn/layers/batch.h"

namespace convscope::nn {

namespace {

/// The index arithmetic of one layer. `axes` are those of the ordinary convolution from the output to the input.
struct Geometry {
    WindowAxes axes;
    Shape input, output;
    std::int64_t filters, channels;  ///< sizes of the kernel; filters of one group
    std::int64_t group_channels;     ///< the input channels of one group

    Geometry(const Conv2DTranspose::Parameters& p, const Shape& from, const Shape& to)
        : axes(axes_of(p.window, to)),
          input(from),
          output(to),
          filters(p.filters / p.groups),
          channels(from.channels()),
          group_channels(from.channels() / p.groups) {}

    std::size_t kernel(std::int64_t row, std::int64_t col, std::int64_t filter, std::int64_t channel) const {
        return static_cast<std::size_t>(((row * axes.cols.size + col) * filters + filter) * channels + channel);
    }

    /// The first filter of the group that the channel belongs to.
    std::int64_t first_filter(std::int64_t channel) const { return channel / group_channels * filters; }

    /// Calls visit(index in input, index in output, index in kernel) for every product.
    template <class Visit>
    void for_each_product(std::int64_t batch, const Visit& visit) const {
        for (std::int64_t n = 0; n < batch; ++n)
            for_each_position(input, [&](const Position& from) {
                for_each_tap(from, [&](std::int64_t r, std::int64_t c, std::int64_t row, std::int64_t col) {
                    for (std::int64_t filter = 0; filter < filters; ++filter)
                        visit(
                            static_cast<std::size_t>(n * input.count() + index_of(input, from)),
                            static_cast<std::size_t>(n * output.count() +
                                                     index_of(output, {row, col, first_filter(from.channel) + filter})),
                            kernel(r, c, filter, from.channel));
                });
            });
    }

    /// Calls visit(kernel row, kernel col, output row, output col) for every tap inside the output.
    template <class Visit>
    void for_each_tap(const Position& from, const Visit& visit) const {
        for (std::int64_t r = 0; r < axes.rows.size; ++r)
            for (std::int64_t c = 0; c < axes.cols.size; ++c) {
                const std::int64_t row = axes.rows.tap(from.row, r), col = axes.cols.tap(from.col, c);
                if (axes.rows.inside(row) && axes.cols.inside(col)) visit(r, c, row, col);
            }
    }
};

/// One axis of the window, and the setting output_padding.
struct LengthSettings {
    std::int64_t size, dilation, stride;
    Padding padding;
    std::optional<std::int64_t> output_padding;
};

std::int64_t output_length(std::int64_t input, const LengthSettings& s) {
    const std::int64_t extent = (s.size - 1) * s.dilation + 1;
    if (s.output_padding) {
        const std::int64_t border = s.padding == Padding::same ? extent / 2 : 0;
        return (input - 1) * s.stride + extent - 2 * border + *s.output_padding;
    }
    return s.padding == Padding::same ? input * s.stride : (input - 1) * s.stride + std::max(extent, s.stride);
}

/// The channels of the groups that an interval of channels belongs to. A group has `from` of those channels and `to` of
/// the channels returned.
Interval group_range(Interval channels, std::int64_t from, std::int64_t to) {
    return {channels.begin / from * to, (channels.end + from - 1) / from * to};
}

}  // namespace

Conv2DTranspose::Conv2DTranspose(Parameters parameters) : parameters_(parameters) {
    parameters_.window.check();
    if (parameters_.filters < 1) throw ShapeError(tr("needs at least one filter, not {}", parameters_.filters));
    if (parameters_.window.padding == Padding::explicit_ || parameters_.window.ceil_mode)
        throw ShapeError(tr("has a padding that is neither valid nor same"));
    if (parameters_.groups < 1 || parameters_.filters % parameters_.groups != 0)
        throw ShapeError(tr("has {} filters in {} groups", parameters_.filters, parameters_.groups));
    for (const std::optional<std::int64_t>& padding : {parameters_.row_padding, parameters_.col_padding})
        if (padding && (*padding < 0 || *padding > kMaxSide))
            throw ShapeError(tr("has an output_padding of {}, which is not 0 to {}", *padding, kMaxSide));
}

Shape Conv2DTranspose::output_shape(std::span<const Shape> inputs) const {
    const Shape& image = only_image(inputs);
    const Window& w = parameters_.window;
    if (image.rows() > kMaxSide || image.cols() > kMaxSide)
        throw ShapeError(tr("needs an image of at most {} rows and cols, not {}", kMaxSide, to_string(image)));
    if (image.channels() % parameters_.groups != 0)
        throw ShapeError(tr("cannot divide {} channels into {} groups", image.channels(), parameters_.groups));
    Shape shape{output_length(image.rows(), {w.rows, w.row_dilation, w.row_stride, w.padding, parameters_.row_padding}),
                output_length(image.cols(), {w.cols, w.col_dilation, w.col_stride, w.padding, parameters_.col_padding}),
                parameters_.filters};
    // The convolution from this output must give the input's size.
    if (shape.rows() < 1 || shape.cols() < 1) throw ShapeError(tr("has an output without rows or columns"));
    const WindowAxes axes = axes_of(w, shape);
    if (axes.rows.output != image.rows() || axes.cols.output != image.cols())
        throw ShapeError(tr("has an output_padding that does not fit its window and stride"));
    return shape;
}

std::vector<WeightSpec> Conv2DTranspose::weights(std::span<const Shape> inputs) const {
    const Window& window = parameters_.window;
    std::vector<WeightSpec> specs{
        {"kernel",
         {window.rows, window.cols, parameters_.filters / parameters_.groups, inputs.front().channels()},
         Initializer::glorot_uniform}};
    if (parameters_.use_bias) specs.push_back({"bias", {parameters_.filters}});
    return specs;
}

void Conv2DTranspose::forward(const ForwardCall& call) const {
    const Geometry g(parameters_, call.input_shapes.front(), call.output_shape);
    const std::span<const float> x = call.inputs.front(), kernel = call.weights.front();
    const auto filters = static_cast<std::size_t>(parameters_.filters);
    std::vector<double> sums(call.output.size());
    if (parameters_.use_bias)
        for (std::size_t i = 0; i < sums.size(); ++i) sums[i] = call.weights[1][i % filters];
    g.for_each_product(call.batch, [&](std::size_t from, std::size_t to, std::size_t tap) {
        sums[to] += double{x[from]} * kernel[tap];
    });
    narrow(sums, call.output);
}

void Conv2DTranspose::backward(const BackwardCall& call) const {
    const ForwardCall& f = call.forward;
    const Geometry g(parameters_, f.input_shapes.front(), f.output_shape);
    const std::span<const float> x = f.inputs.front(), kernel = f.weights.front(), dy = call.output_gradient;
    std::vector<double> dx(call.input_gradients[0].size()), dkernel(call.weight_gradients[0].size());
    g.for_each_product(f.batch, [&](std::size_t from, std::size_t to, std::size_t tap) {
        if (!dx.empty()) dx[from] += double{dy[to]} * kernel[tap];
        if (!dkernel.empty()) dkernel[tap] += double{dy[to]} * x[from];
    });
    narrow(dx, call.input_gradients[0]);
    narrow(dkernel, call.weight_gradients[0]);
    if (!parameters_.use_bias || call.weight_gradients[1].empty()) return;
    const auto filters = static_cast<std::size_t>(parameters_.filters);
    std::vector<double> dbias(filters);
    for (std::size_t i = 0; i < dy.size(); ++i) dbias[i % filters] += dy[i];
    narrow(dbias, call.weight_gradients[1]);
}

void Conv2DTranspose::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const Shape& input = call.input_shapes.front();
    const Geometry g(parameters_, input, call.output_shape);
    explanation.combination = Combination::sum;
    if (parameters_.use_bias) explanation.bias = call.weights[1][static_cast<std::size_t>(at.channel)];
    const std::vector<Shape> shapes{input};
    const Region inside = clipped(source(single(at), 0, shapes), input);
    for (std::int64_t row = inside.rows.begin; row < inside.rows.end; ++row)
        for (std::int64_t col = inside.cols.begin; col < inside.cols.end; ++col)
            g.for_each_tap(
                {row, col, 0}, [&](std::int64_t r, std::int64_t c, std::int64_t to_row, std::int64_t to_col) {
                    if (to_row != at.row || to_col != at.col) return;
                    const std::int64_t first = at.channel / g.filters * g.group_channels;
                    for (std::int64_t channel = first; channel < first + g.group_channels; ++channel) {
                        const Position from{row, col, channel};
                        const double value = value_at(call.inputs[0], input, from);
                        const double weight = call.weights[0][g.kernel(r, c, at.channel % g.filters, channel)];
                        explanation.terms.push_back(
                            {.from = from, .value = value, .weight = weight, .product = value * weight});
                    }
                });
}

Region Conv2DTranspose::source(const Region& output, std::size_t /*which*/, std::span<const Shape> inputs) const {
    const WindowAxes axes = axes_of(parameters_.window, output_shape(inputs));
    const std::int64_t filters = parameters_.filters / parameters_.groups;
    return {axes.rows.reach(output.rows), axes.cols.reach(output.cols),
            group_range(output.channels, filters, inputs.front().channels() / parameters_.groups)};
}

Region Conv2DTranspose::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> inputs) const {
    const WindowAxes axes = axes_of(parameters_.window, output_shape(inputs));
    const std::int64_t channels = inputs.front().channels() / parameters_.groups;
    return {axes.rows.source(input.rows), axes.cols.source(input.cols),
            group_range(input.channels, channels, parameters_.filters / parameters_.groups)};
}

std::int64_t Conv2DTranspose::multiply_adds(std::span<const Shape> inputs) const {
    return inputs.front().count() * parameters_.window.rows * parameters_.window.cols * parameters_.filters /
           parameters_.groups;
}

}  // namespace convscope::nn
