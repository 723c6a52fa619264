#include "core/nn/layers/pointwise/batch_normalization.h"

#include <cmath>

#include "core/base/text/translation.h"
#include "core/nn/layers/batch.h"

namespace convscope::nn {

namespace {

struct Moments {
    double mean = 0, variance = 0;
};

/// The moments of every channel over the whole batch.
std::vector<Moments> moments(std::span<const float> x, std::size_t channels) {
    std::vector<Moments> result(channels);
    const double share = static_cast<double>(channels) / static_cast<double>(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) result[i % channels].mean += share * x[i];
    for (std::size_t i = 0; i < x.size(); ++i) {
        Moments& m = result[i % channels];
        m.variance += share * (x[i] - m.mean) * (x[i] - m.mean);
    }
    return result;
}

}  // namespace

BatchNormalization::BatchNormalization(const Parameters& parameters) : parameters_(parameters) {
    if (!(parameters_.epsilon > 0) || !std::isfinite(parameters_.epsilon))
        throw ShapeError(tr("has an epsilon of {}, which is not a positive number", parameters_.epsilon));
    if (!(parameters_.momentum >= 0 && parameters_.momentum <= 1))
        throw ShapeError(tr("has a momentum of {}, which is not 0 to 1", parameters_.momentum));
}

Shape BatchNormalization::output_shape(std::span<const Shape> inputs) const {
    const Shape& input = only_input(inputs);
    if (input.rank() < 1) throw ShapeError(tr("needs at least one axis of features"));
    return input;
}

std::vector<WeightSpec> BatchNormalization::weights(std::span<const Shape> inputs) const {
    const Shape shape{inputs.front().channels()};
    std::vector<WeightSpec> specs;
    if (parameters_.use_scale) specs.push_back({"gamma", shape, Initializer::ones});
    if (parameters_.use_center) specs.push_back({"beta", shape});
    specs.push_back({"moving_mean", shape, Initializer::zeros, false});
    specs.push_back({"moving_variance", shape, Initializer::ones, false});
    return specs;
}

BatchNormalization::Channel BatchNormalization::channel(std::size_t index, double mean, double variance,
                                                        std::span<const std::span<const float>> weights) const {
    return {.mean = mean,
            .variance = variance,
            .deviation = std::sqrt(variance + parameters_.epsilon),
            .gamma = parameters_.use_scale ? weights[0][index] : 1.0,
            .beta = parameters_.use_center ? weights[moving_mean_index() - 1][index] : 0.0};
}

std::vector<BatchNormalization::Channel> BatchNormalization::channels(const ForwardCall& call) const {
    const auto count = static_cast<std::size_t>(call.output_shape.channels());
    std::vector<Moments> statistics(count);
    if (call.training)
        statistics = moments(call.inputs.front(), count);
    else
        for (std::size_t c = 0; c < count; ++c)
            statistics[c] = {call.weights[moving_mean_index()][c], call.weights[moving_mean_index() + 1][c]};
    std::vector<Channel> result;
    for (std::size_t c = 0; c < count; ++c)
        result.push_back(channel(c, statistics[c].mean, statistics[c].variance, call.weights));
    return result;
}

void BatchNormalization::forward(const ForwardCall& call) const {
    const std::vector<Channel> all = channels(call);
    const std::span<const float> x = call.inputs.front();
    for (std::size_t i = 0; i < x.size(); ++i) {
        const Channel& c = all[i % all.size()];
        call.output[i] = static_cast<float>((x[i] - c.mean) / c.deviation * c.gamma + c.beta);
    }
}

void BatchNormalization::backward(const BackwardCall& call) const {
    const std::vector<Channel> all = channels(call.forward);
    const std::span<const float> x = call.forward.inputs.front();
    const std::span<const float> dy = call.output_gradient;
    const auto xhat = [&](std::size_t i) { return (x[i] - all[i % all.size()].mean) / all[i % all.size()].deviation; };

    std::vector<double> dgamma(all.size()), dbeta(all.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        dgamma[i % all.size()] += dy[i] * xhat(i);
        dbeta[i % all.size()] += dy[i];
    }
    // dx = gamma / sigma * (dy - mean(dy) - xhat * mean(dy * xhat)) in training, where mean and variance depend on x;
    // gamma / sigma * dy with the moving statistics.
    const std::span<float> dx = call.input_gradients.front();
    const double share = call.forward.training ? static_cast<double>(all.size()) / static_cast<double>(x.size()) : 0;
    for (std::size_t i = 0; i < dx.size(); ++i) {
        const std::size_t c = i % all.size();
        const double centred = dy[i] - share * (dbeta[c] + xhat(i) * dgamma[c]);
        dx[i] = static_cast<float>(centred * all[c].gamma / all[c].deviation);
    }
    for (std::size_t w = 0; w < call.weight_gradients.size(); ++w) {
        const std::span<float> out = call.weight_gradients[w];
        if (out.empty()) continue;
        if (w >= moving_mean_index())
            std::ranges::fill(out, 0.F);
        else
            narrow(w == 0 && parameters_.use_scale ? dgamma : dbeta, out);
    }
}

void BatchNormalization::update_statistics(const ForwardCall& call, std::span<const std::span<float>> weights) const {
    const std::vector<Moments> batch =
        moments(call.inputs.front(), static_cast<std::size_t>(call.output_shape.channels()));
    const auto update = [&](float& moving, double batch_value) {
        moving = static_cast<float>(parameters_.momentum * moving + (1 - parameters_.momentum) * batch_value);
    };
    for (std::size_t c = 0; c < batch.size(); ++c) {
        update(weights[moving_mean_index()][c], batch[c].mean);
        update(weights[moving_mean_index() + 1][c], batch[c].variance);
    }
}

void BatchNormalization::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const auto index = static_cast<std::size_t>(at.channel);
    const Channel c = channel(index, call.weights[moving_mean_index()][index],
                              call.weights[moving_mean_index() + 1][index], call.weights);
    const double value = value_at(call.inputs.front(), call.output_shape, at);
    const double weight = c.gamma / c.deviation;
    explanation.combination = Combination::sum;
    explanation.terms.push_back({.from = at, .value = value, .weight = weight, .product = value * weight});
    explanation.bias = c.beta - c.mean * weight;
    explanation.figures = {{"gamma", c.gamma},
                           {"beta", c.beta},
                           {tr("mean"), c.mean},
                           {tr("variance"), c.variance},
                           {"epsilon", parameters_.epsilon}};
}

Region BatchNormalization::source(const Region& output, std::size_t /*which*/,
                                  std::span<const Shape> /*inputs*/) const {
    return output;
}

Region BatchNormalization::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> /*inputs*/) const {
    return input;
}

DisplayName BatchNormalization::display_name(std::span<const Shape> /*inputs*/) const {
    return {std::string(type()), std::string(type()), {}};
}

}  // namespace convscope::nn
