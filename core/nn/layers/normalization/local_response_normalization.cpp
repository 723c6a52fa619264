#include "core/nn/layers/normalization/local_response_normalization.h"

#include <cmath>

#include "core/base/text/translation.h"
#include "core/nn/layers/batch.h"

namespace convscope::nn {

LocalResponseNormalization::LocalResponseNormalization(const Parameters& parameters) : parameters_(parameters) {
    if (parameters_.size < 1 || parameters_.size > kMaxSide)
        throw ShapeError(tr("sums over {} channels, which is not 1 to {}", parameters_.size, kMaxSide));
    if (!(parameters_.bias > 0) || !(parameters_.alpha >= 0) || !std::isfinite(parameters_.bias) ||
        !std::isfinite(parameters_.alpha) || !std::isfinite(parameters_.beta))
        throw ShapeError(tr("has a bias of {}, an alpha of {} and a beta of {}", parameters_.bias, parameters_.alpha,
                            parameters_.beta));
}

Shape LocalResponseNormalization::output_shape(std::span<const Shape> inputs) const {
    const Shape& input = only_input(inputs);
    if (input.rank() < 1) throw ShapeError(tr("needs at least one axis of features"));
    return input;
}

double LocalResponseNormalization::squares(std::span<const float> pixel, std::int64_t channel) const {
    const std::int64_t first = std::max<std::int64_t>(0, channel - channels_before());
    const std::int64_t last = std::min<std::int64_t>(std::ssize(pixel) - 1, channel + channels_after());
    double sum = 0;
    for (std::int64_t i = first; i <= last; ++i) {
        const double value = pixel[static_cast<std::size_t>(i)];
        sum += value * value;
    }
    return sum;
}

double LocalResponseNormalization::base(double sum) const {
    return parameters_.bias + parameters_.alpha / static_cast<double>(parameters_.size) * sum;
}

void LocalResponseNormalization::forward(const ForwardCall& call) const {
    const auto channels = static_cast<std::size_t>(call.output_shape.channels());
    const std::span<const float> x = call.inputs.front();
    for (std::size_t start = 0; start < x.size(); start += channels) {
        const std::span<const float> pixel = x.subspan(start, channels);
        for (std::size_t c = 0; c < channels; ++c)
            call.output[start + c] = static_cast<float>(
                pixel[c] * std::pow(base(squares(pixel, static_cast<std::int64_t>(c))), -parameters_.beta));
    }
}

void LocalResponseNormalization::backward(const BackwardCall& call) const {
    const std::span<float> dx = call.input_gradients.front();
    const auto channels = static_cast<std::size_t>(call.forward.output_shape.channels());
    const std::span<const float> x = call.forward.inputs.front(), dy = call.output_gradient;
    const double factor = 2 * parameters_.alpha * parameters_.beta / static_cast<double>(parameters_.size);
    // With d = base: dx_i = dy_i d_i^-beta - factor x_i sum of dy_j x_j d_j^(-beta - 1) over all j whose sums contain
    // channel i, which are the channels of a window that is reversed.
    for (std::size_t start = 0; start < dx.size(); start += channels) {
        const std::span<const float> pixel = x.subspan(start, channels);
        std::vector<double> bases(channels), terms(channels);
        for (std::size_t c = 0; c < channels; ++c) {
            bases[c] = base(squares(pixel, static_cast<std::int64_t>(c)));
            terms[c] = dy[start + c] * pixel[c] * std::pow(bases[c], -parameters_.beta - 1);
        }
        for (std::size_t c = 0; c < channels; ++c) {
            const auto channel = static_cast<std::int64_t>(c);
            const std::int64_t first = std::max<std::int64_t>(0, channel - channels_after());
            const std::int64_t last = std::min<std::int64_t>(std::ssize(terms) - 1, channel + channels_before());
            double sum = 0;
            for (std::int64_t i = first; i <= last; ++i) sum += terms[static_cast<std::size_t>(i)];
            dx[start + c] =
                static_cast<float>(dy[start + c] * std::pow(bases[c], -parameters_.beta) - factor * pixel[c] * sum);
        }
    }
}

void LocalResponseNormalization::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const Shape& shape = call.output_shape;
    const auto channels = static_cast<std::size_t>(shape.channels());
    const auto first = static_cast<std::size_t>(index_of(shape, {at.row, at.col, 0}));
    const std::span<const float> pixel = call.inputs.front().subspan(first, channels);
    const double value = pixel[static_cast<std::size_t>(at.channel)], sum = squares(pixel, at.channel);
    const double weight = std::pow(base(sum), -parameters_.beta);
    explanation.combination = Combination::sum;
    explanation.terms.push_back({.from = at, .value = value, .weight = weight, .product = value * weight});
    explanation.figures = {{tr("sum of squares"), sum},
                           {tr("alpha / size"), parameters_.alpha / static_cast<double>(parameters_.size)},
                           {"beta", parameters_.beta},
                           {tr("bias"), parameters_.bias}};
}

Region LocalResponseNormalization::source(const Region& output, std::size_t /*which*/,
                                          std::span<const Shape> /*inputs*/) const {
    return {
        output.rows, output.cols, {output.channels.begin - channels_before(), output.channels.end + channels_after()}};
}

Region LocalResponseNormalization::reach(const Region& input, std::size_t /*which*/,
                                         std::span<const Shape> /*inputs*/) const {
    return {input.rows, input.cols, {input.channels.begin - channels_after(), input.channels.end + channels_before()}};
}

}  // namespace convscope::nn
