#include "core/nn/layers/normalization/grouped_normalization.h"

#include <cmath>

#include "core/base/text/translation.h"
#include "core/nn/layers/batch.h"

namespace convscope::nn {

/// A group's numbers: output = (x - mean) x inverse x gamma + beta.
struct GroupedNormalization::Statistics {
    double mean = 0;
    double variance = 0;  ///< with unit_length: the sum of squares
    double inverse = 0;
    bool is_limited = false;  ///< the length is below the smallest allowed one, so `inverse` does not depend on x
};

/// The index arithmetic of the groups of one example.
class GroupedNormalization::Grouping {
  public:
    Grouping(const ValueGroups& groups, const Shape& shape)
        : groups_(groups),
          shape_(shape),
          count_(groups.channel_groups == 0 ? shape.channels() : groups.channel_groups),
          run_(shape.channels() / count_) {}

    std::size_t groups() const {
        return static_cast<std::size_t>((groups_.rows ? 1 : shape_.rows()) * (groups_.cols ? 1 : shape_.cols()) *
                                        count_);
    }
    /// The number of values of a group.
    double size() const { return static_cast<double>(shape_.count()) / static_cast<double>(groups()); }
    /// The number of neighbouring channels in one group.
    std::int64_t run() const { return run_; }

    std::size_t group_at(const Position& at) const {
        const std::int64_t row = groups_.rows ? 0 : at.row, col = groups_.cols ? 0 : at.col;
        const std::int64_t cols = groups_.cols ? 1 : shape_.cols();
        return static_cast<std::size_t>((row * cols + col) * count_ + at.channel / run_);
    }
    /// Calls visit(group, position of the first value, index of the first value) for every run of channels.
    template <class Visit>
    void for_each_run(const Visit& visit) const {
        std::size_t index = 0;
        for (std::int64_t row = 0; row < shape_.rows(); ++row)
            for (std::int64_t col = 0; col < shape_.cols(); ++col)
                for (std::int64_t channel = 0; channel < shape_.channels(); channel += run_) {
                    const Position at{row, col, channel};
                    visit(group_at(at), at, index);
                    index += static_cast<std::size_t>(run_);
                }
    }

  private:
    ValueGroups groups_;
    Shape shape_;
    std::int64_t count_, run_;
};

namespace {

/// The index of the constant that belongs to a position.
std::size_t constant_at(const Shape& constants, const Position& at) {
    const Position place{constants.rows() == 1 ? 0 : at.row, constants.cols() == 1 ? 0 : at.col,
                         constants.channels() == 1 ? 0 : at.channel};
    return static_cast<std::size_t>(index_of(constants, place));
}

/// gamma and beta of a call; empty if the layer has none.
struct Constants {
    Shape shape;
    std::span<const float> gamma, beta;

    Constants(Shape constants, bool use_scale, bool use_center, std::span<const std::span<const float>> weights)
        : shape(std::move(constants)),
          gamma(use_scale ? weights.front() : std::span<const float>()),
          beta(use_center ? weights.back() : std::span<const float>()) {}
    double gamma_at(const Position& at) const { return gamma.empty() ? 1 : gamma[constant_at(shape, at)]; }
    double beta_at(const Position& at) const { return beta.empty() ? 0 : beta[constant_at(shape, at)]; }
};

}  // namespace

GroupedNormalization::GroupedNormalization(const Settings& settings) : settings_(settings) {
    if (!(settings_.epsilon > 0) || !std::isfinite(settings_.epsilon))
        throw ShapeError(tr("has an epsilon of {}, which is not a positive number", settings_.epsilon));
    if (settings_.groups.channel_groups < 0)
        throw ShapeError(tr("has {} groups of channels", settings_.groups.channel_groups));
}

Shape GroupedNormalization::output_shape(std::span<const Shape> inputs) const {
    const Shape& input = only_input(inputs);
    if (input.rank() < 1) throw ShapeError(tr("needs at least one axis of features"));
    const std::int64_t groups = settings_.groups.channel_groups;
    if (groups > 0 && input.channels() % groups != 0)
        throw ShapeError(tr("cannot divide {} channels into {} groups", input.channels(), groups));
    return input;
}

std::vector<WeightSpec> GroupedNormalization::weights(std::span<const Shape> inputs) const {
    const Shape shape = constants(inputs.front());
    std::vector<WeightSpec> specs;
    if (settings_.use_scale) specs.push_back({"gamma", shape, Initializer::ones});
    if (settings_.use_center) specs.push_back({"beta", shape});
    return specs;
}

std::vector<GroupedNormalization::Statistics> GroupedNormalization::statistics(std::span<const float> x,
                                                                               const Grouping& grouping) const {
    std::vector<Statistics> all(grouping.groups());
    const auto run = static_cast<std::size_t>(grouping.run());
    if (!settings_.unit_length) {
        grouping.for_each_run([&](std::size_t group, const Position& /*at*/, std::size_t first) {
            for (std::size_t i = 0; i < run; ++i) all[group].mean += x[first + i];
        });
        for (Statistics& s : all) s.mean /= grouping.size();
    }
    grouping.for_each_run([&](std::size_t group, const Position& /*at*/, std::size_t first) {
        Statistics& s = all[group];
        for (std::size_t i = 0; i < run; ++i) s.variance += (x[first + i] - s.mean) * (x[first + i] - s.mean);
    });
    for (Statistics& s : all) {
        if (settings_.unit_length) {
            s.is_limited = s.variance < kMinUnitSquares;
            s.inverse = 1 / std::sqrt(std::max(s.variance, kMinUnitSquares));
        } else {
            s.variance /= grouping.size();
            s.inverse = 1 / std::sqrt(s.variance + settings_.epsilon);
        }
    }
    return all;
}

void GroupedNormalization::forward(const ForwardCall& call) const {
    const Shape& shape = call.output_shape;
    const Grouping grouping(settings_.groups, shape);
    const Constants constant(constants(shape), settings_.use_scale, settings_.use_center, call.weights);
    for (std::int64_t n = 0; n < call.batch; ++n) {
        const std::span<const float> x = example(call.inputs.front(), n, shape);
        const std::span<float> y = example(call.output, n, shape);
        const std::vector<Statistics> all = statistics(x, grouping);
        grouping.for_each_run([&](std::size_t group, Position at, std::size_t first) {
            const Statistics& s = all[group];
            const std::size_t end = first + static_cast<std::size_t>(grouping.run());
            for (std::size_t i = first; i < end; ++i, ++at.channel)
                y[i] = static_cast<float>((x[i] - s.mean) * s.inverse * constant.gamma_at(at) + constant.beta_at(at));
        });
    }
}

void GroupedNormalization::backward(const BackwardCall& call) const {
    const ForwardCall& f = call.forward;
    const Shape& shape = f.output_shape;
    const Grouping grouping(settings_.groups, shape);
    const Constants constant(constants(shape), settings_.use_scale, settings_.use_center, f.weights);
    const auto count = static_cast<std::size_t>(constant.shape.count());
    std::vector<double> dgamma(count), dbeta(count);
    const std::span<float> all_dx = call.input_gradients.front();
    for (std::int64_t n = 0; n < f.batch; ++n) {
        const std::span<const float> x = example(f.inputs.front(), n, shape);
        const std::span<const float> dy = example(call.output_gradient, n, shape);
        const std::vector<Statistics> all = statistics(x, grouping);
        // With g = dy gamma and xhat = (x - mean) inverse: dx = inverse (g - mean(g) - xhat mean(g xhat)), where the
        // means are those of the group. For a unit length the mean of x is 0 and the second mean is a sum.
        std::vector<double> mean_g(all.size()), mean_g_xhat(all.size());
        const double size = settings_.unit_length ? 1 : grouping.size();
        const auto xhat = [&](const Statistics& s, std::size_t i) { return (x[i] - s.mean) * s.inverse; };
        for_each_position(shape, [&](const Position& at) {
            const auto i = static_cast<std::size_t>(index_of(shape, at));
            const std::size_t group = grouping.group_at(at);
            const std::size_t index = constant_at(constant.shape, at);
            const double g = dy[i] * constant.gamma_at(at);
            dgamma[index] += dy[i] * xhat(all[group], i);
            dbeta[index] += dy[i];
            if (!settings_.unit_length) mean_g[group] += g / size;
            if (!all[group].is_limited) mean_g_xhat[group] += g * xhat(all[group], i) / size;
        });
        if (all_dx.empty()) continue;
        const std::span<float> dx = example(all_dx, n, shape);
        for_each_position(shape, [&](const Position& at) {
            const auto i = static_cast<std::size_t>(index_of(shape, at));
            const std::size_t group = grouping.group_at(at);
            const double g = dy[i] * constant.gamma_at(at);
            dx[i] =
                static_cast<float>(all[group].inverse * (g - mean_g[group] - xhat(all[group], i) * mean_g_xhat[group]));
        });
    }
    if (settings_.use_scale && !call.weight_gradients.front().empty()) narrow(dgamma, call.weight_gradients.front());
    if (settings_.use_center && !call.weight_gradients.back().empty()) narrow(dbeta, call.weight_gradients.back());
}

void GroupedNormalization::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const Shape& shape = call.output_shape;
    const Grouping grouping(settings_.groups, shape);
    const Constants constant(constants(shape), settings_.use_scale, settings_.use_center, call.weights);
    const Statistics s = statistics(call.inputs.front(), grouping)[grouping.group_at(at)];
    const double value = value_at(call.inputs.front(), shape, at);
    const double gamma = constant.gamma_at(at), beta = constant.beta_at(at), weight = gamma * s.inverse;
    explanation.combination = Combination::sum;
    explanation.terms.push_back({.from = at, .value = value, .weight = weight, .product = value * weight});
    explanation.bias = beta - s.mean * weight;
    if (settings_.unit_length)
        explanation.figures = {{tr("length"), std::sqrt(s.variance)}};
    else
        explanation.figures = {{"gamma", gamma},
                               {"beta", beta},
                               {tr("mean"), s.mean},
                               {tr("variance"), s.variance},
                               {"epsilon", settings_.epsilon}};
}

Region GroupedNormalization::group_of(const Region& region, const Shape& shape) const {
    Region groups = clipped(region, shape);
    if (groups.empty()) return groups;
    const std::int64_t run = Grouping(settings_.groups, shape).run();
    if (settings_.groups.rows) groups.rows = {0, shape.rows()};
    if (settings_.groups.cols) groups.cols = {0, shape.cols()};
    groups.channels = {groups.channels.begin / run * run, (groups.channels.end + run - 1) / run * run};
    return groups;
}

Region GroupedNormalization::source(const Region& output, std::size_t /*which*/, std::span<const Shape> inputs) const {
    return group_of(output, inputs.front());
}

Region GroupedNormalization::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> inputs) const {
    return group_of(input, inputs.front());
}

DisplayName GroupedNormalization::display_name(std::span<const Shape> /*inputs*/) const {
    return {std::string(type()), std::string(type()), {}};
}

}  // namespace convscope::nn
