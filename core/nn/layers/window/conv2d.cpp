#include "core/nn/layers/window/conv2d.h"

#include "core/base/text/translation.h"
#include "core/nn/layers/batch.h"

namespace convscope::nn {

namespace {

/// The index arithmetic of one convolution.
struct Geometry {
    WindowAxes axes;
    std::int64_t rows, cols, channels;  // sizes of the input
    std::int64_t filters, group_channels, group_filters;

    Geometry(const Conv2D::Parameters& p, const Shape& input)
        : axes(axes_of(p.window, input)),
          rows(input.rows()),
          cols(input.cols()),
          channels(input.channels()),
          filters(p.filters),
          group_channels(input.channels() / p.groups),
          group_filters(p.filters / p.groups) {}

    std::int64_t first_channel(std::int64_t filter) const { return filter / group_filters * group_channels; }
    std::size_t input(std::int64_t n, std::int64_t row, std::int64_t col, std::int64_t channel) const {
        return static_cast<std::size_t>(((n * rows + row) * cols + col) * channels + channel);
    }
    std::size_t output(std::int64_t n, std::int64_t row, std::int64_t col, std::int64_t filter) const {
        return static_cast<std::size_t>(((n * axes.rows.output + row) * axes.cols.output + col) * filters + filter);
    }
    std::size_t kernel(std::int64_t row, std::int64_t col, std::int64_t channel, std::int64_t filter) const {
        return static_cast<std::size_t>(((row * axes.cols.size + col) * group_channels + channel) * filters + filter);
    }

    /// Calls visit(kernel row, kernel col, input row, input col) for every tap that lies inside the image.
    template <class Visit>
    void for_each_tap(std::int64_t row, std::int64_t col, const Visit& visit) const {
        for (std::int64_t r = 0; r < axes.rows.size; ++r) {
            const std::int64_t in_row = axes.rows.tap(row, r);
            if (!axes.rows.inside(in_row)) continue;
            for (std::int64_t c = 0; c < axes.cols.size; ++c) {
                const std::int64_t in_col = axes.cols.tap(col, c);
                if (axes.cols.inside(in_col)) visit(r, c, in_row, in_col);
            }
        }
    }

    /// Calls visit(n, row, col, filter) for every output of the batch.
    template <class Visit>
    void for_each_output(std::int64_t batch, const Visit& visit) const {
        for (std::int64_t n = 0; n < batch; ++n)
            for (std::int64_t row = 0; row < axes.rows.output; ++row)
                for (std::int64_t col = 0; col < axes.cols.output; ++col)
                    for (std::int64_t filter = 0; filter < filters; ++filter) visit(n, row, col, filter);
    }
};

}  // namespace

Conv2D::Conv2D(Parameters parameters) : parameters_(parameters) {
    parameters_.window.check();
    if (parameters_.filters < 1) throw ShapeError(tr("needs at least one filter, not {}", parameters_.filters));
    if (parameters_.groups < 1 || parameters_.filters % parameters_.groups != 0)
        throw ShapeError(
            tr("has {} filters, which cannot be divided into {} groups", parameters_.filters, parameters_.groups));
}

Shape Conv2D::output_shape(std::span<const Shape> inputs) const {
    const Shape& image = only_image(inputs);
    if (image.channels() % parameters_.groups != 0)
        throw ShapeError(tr("needs an input whose channels can be divided into {} groups, not {}", parameters_.groups,
                            to_string(image)));
    const WindowAxes axes = axes_of(parameters_.window, image);
    return {axes.rows.output, axes.cols.output, parameters_.filters};
}

std::vector<WeightSpec> Conv2D::weights(std::span<const Shape> inputs) const {
    const Window& window = parameters_.window;
    std::vector<WeightSpec> specs{
        {"kernel",
         {window.rows, window.cols, inputs.front().channels() / parameters_.groups, parameters_.filters},
         Initializer::glorot_uniform}};
    if (parameters_.use_bias) specs.push_back({"bias", {parameters_.filters}});
    return specs;
}

void Conv2D::forward(const ForwardCall& call) const {
    const Geometry g(parameters_, call.input_shapes.front());
    const std::span<const float> x = call.inputs.front();
    const std::span<const float> kernel = call.weights.front();
    g.for_each_output(call.batch, [&](auto n, auto row, auto col, auto filter) {
        double sum = parameters_.use_bias ? call.weights[1][static_cast<std::size_t>(filter)] : 0;
        const std::int64_t first = g.first_channel(filter);
        g.for_each_tap(row, col, [&](auto r, auto c, auto in_row, auto in_col) {
            for (std::int64_t channel = 0; channel < g.group_channels; ++channel)
                sum += double{x[g.input(n, in_row, in_col, first + channel)]} * kernel[g.kernel(r, c, channel, filter)];
        });
        call.output[g.output(n, row, col, filter)] = static_cast<float>(sum);
    });
}

void Conv2D::backward(const BackwardCall& call) const {
    const ForwardCall& f = call.forward;
    const Geometry g(parameters_, f.input_shapes.front());
    const std::span<const float> x = f.inputs.front();
    const std::span<const float> kernel = f.weights.front();
    std::vector<double> dx(call.input_gradients[0].size()), dkernel(call.weight_gradients[0].size());
    std::vector<double> dbias(parameters_.use_bias ? call.weight_gradients[1].size() : 0);
    g.for_each_output(f.batch, [&](auto n, auto row, auto col, auto filter) {
        const double gradient = call.output_gradient[g.output(n, row, col, filter)];
        if (!dbias.empty()) dbias[static_cast<std::size_t>(filter)] += gradient;
        const std::int64_t first = g.first_channel(filter);
        g.for_each_tap(row, col, [&](auto r, auto c, auto in_row, auto in_col) {
            for (std::int64_t channel = 0; channel < g.group_channels; ++channel) {
                const std::size_t at = g.input(n, in_row, in_col, first + channel);
                const std::size_t tap = g.kernel(r, c, channel, filter);
                if (!dx.empty()) dx[at] += gradient * kernel[tap];
                if (!dkernel.empty()) dkernel[tap] += gradient * x[at];
            }
        });
    });
    narrow(dx, call.input_gradients[0]);
    narrow(dkernel, call.weight_gradients[0]);
    if (!dbias.empty()) narrow(dbias, call.weight_gradients[1]);
}

void Conv2D::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const Geometry g(parameters_, call.input_shapes.front());
    const WindowAxes& axes = g.axes;
    const auto taps = static_cast<std::size_t>(axes.rows.size * axes.cols.size);
    explanation.combination = Combination::sum;
    explanation.kernel_rows = axes.rows.size;
    explanation.kernel_cols = axes.cols.size;
    const std::int64_t first = g.first_channel(at.channel);
    explanation.window = {axes.rows.tap(at.row, 0), axes.cols.tap(at.col, 0), first};
    if (parameters_.use_bias) explanation.bias = call.weights[1][static_cast<std::size_t>(at.channel)];
    for (std::int64_t channel = 0; channel < g.group_channels; ++channel) {
        ChannelTerms terms{.channel = first + channel,
                           .window = std::vector<float>(taps),
                           .inside = std::vector<bool>(taps),
                           .kernel = std::vector<float>(taps),
                           .products = std::vector<double>(taps)};
        for (std::size_t tap = 0; tap < taps; ++tap) {
            const auto r = static_cast<std::int64_t>(tap) / axes.cols.size;
            const auto c = static_cast<std::int64_t>(tap) % axes.cols.size;
            terms.kernel[tap] = call.weights[0][g.kernel(r, c, channel, at.channel)];
        }
        g.for_each_tap(at.row, at.col, [&](auto r, auto c, auto in_row, auto in_col) {
            const auto tap = static_cast<std::size_t>(r * axes.cols.size + c);
            terms.inside[tap] = true;
            terms.window[tap] = call.inputs[0][g.input(0, in_row, in_col, terms.channel)];
            terms.products[tap] = double{terms.window[tap]} * terms.kernel[tap];
            terms.sum += terms.products[tap];
        });
        explanation.channels.push_back(std::move(terms));
    }
}

Region Conv2D::source(const Region& output, std::size_t /*which*/, std::span<const Shape> inputs) const {
    const Geometry g(parameters_, inputs.front());
    return {g.axes.rows.source(output.rows),
            g.axes.cols.source(output.cols),
            {g.first_channel(output.channels.begin), g.first_channel(output.channels.end - 1) + g.group_channels}};
}

Region Conv2D::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> inputs) const {
    const Geometry g(parameters_, inputs.front());
    return {g.axes.rows.reach(input.rows),
            g.axes.cols.reach(input.cols),
            {input.channels.begin / g.group_channels * g.group_filters,
             ((input.channels.end - 1) / g.group_channels + 1) * g.group_filters}};
}

std::int64_t Conv2D::multiply_adds(std::span<const Shape> inputs) const {
    return output_shape(inputs).count() * parameters_.window.rows * parameters_.window.cols *
           (inputs.front().channels() / parameters_.groups);
}

DisplayName Conv2D::display_name(std::span<const Shape> inputs) const {
    const bool depthwise = parameters_.groups > 1 && parameters_.groups == inputs.front().channels();
    const std::string kind = depthwise ? "DepthwiseConv2D" : "Conv2D";
    return {kind, kind, {parameters_.filters}};
}

std::optional<SlidingWindow> Conv2D::sliding_window(std::span<const Shape> inputs) const {
    return SlidingWindow{.axes = axes_of(parameters_.window, inputs.front()),
                         .same = parameters_.window.padding == Padding::same};
}

}  // namespace convscope::nn
