#include "core/nn/layers/shape/up_sampling2d.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <initializer_list>

#include "core/nn/layers/batch.h"
#include "core/nn/model/window.h"

namespace convscope::nn {

namespace {

/// An input position along one axis, and its share in an output.
struct Tap {
    std::int64_t position = 0;
    double share = 0;
};

/// One tap or two.
class Taps {
  public:
    Taps(std::initializer_list<Tap> taps) : count_(taps.size()) { std::ranges::copy(taps, taps_.begin()); }
    const Tap* begin() const { return taps_.data(); }
    const Tap* end() const { return taps_.data() + count_; }
    const Tap& front() const { return *begin(); }
    const Tap& back() const { return *(end() - 1); }

  private:
    std::array<Tap, 2> taps_;
    std::size_t count_;
};

/// One axis of the upsampling.
struct Axis {
    std::int64_t input, factor;
    UpSampling2D::Interpolation interpolation;

    /// The taps of an output: one, or two neighbours in ascending order.
    Taps taps(std::int64_t output) const {
        if (interpolation == UpSampling2D::Interpolation::nearest) return {{output / factor, 1}};
        const double centre = (static_cast<double>(output) + .5) / static_cast<double>(factor) - .5;
        const auto below = static_cast<std::int64_t>(std::floor(centre));
        const double share = centre - static_cast<double>(below);
        if (below < 0) return {{0, 1}};
        if (below + 1 >= input) return {{input - 1, 1}};
        if (share == 0) return {{below, 1}};
        return {{below, 1 - share}, {below + 1, share}};
    }
    Interval source(Interval outputs) const {
        const Interval inside = intersection(outputs, {0, input * factor});
        if (inside.empty()) return {};
        return {taps(inside.begin).front().position, taps(inside.end - 1).back().position + 1};
    }
    Interval reach(Interval inputs) const {
        // An interpolated output depends on inputs at most half a factor away.
        const std::int64_t margin = interpolation == UpSampling2D::Interpolation::nearest ? 0 : factor / 2;
        return {inputs.begin * factor - margin, inputs.end * factor + margin};
    }
};

struct Axes {
    Axis rows, cols;

    Axes(const UpSampling2D::Parameters& p, const Shape& image)
        : rows{image.rows(), p.row_factor, p.interpolation}, cols{image.cols(), p.col_factor, p.interpolation} {}

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

UpSampling2D::UpSampling2D(const Parameters& parameters) : parameters_(parameters) {
    for (const std::int64_t factor : {parameters_.row_factor, parameters_.col_factor})
        if (factor < 1 || factor > kMaxSide)
            throw ShapeError(fmt::format("has a factor of {}, which is not 1 to {}", factor, kMaxSide));
}

Shape UpSampling2D::output_shape(std::span<const Shape> inputs) const {
    const Shape& image = only_image(inputs);
    return {image.rows() * parameters_.row_factor, image.cols() * parameters_.col_factor, image.channels()};
}

void UpSampling2D::forward(const ForwardCall& call) const {
    const Shape& image = call.input_shapes.front();
    const Axes axes(parameters_, image);
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

void UpSampling2D::backward(const BackwardCall& call) const {
    const ForwardCall& f = call.forward;
    const Shape& image = f.input_shapes.front();
    const Axes axes(parameters_, image);
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

void UpSampling2D::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const Shape& image = call.input_shapes.front();
    const Axes axes(parameters_, image);
    explanation.combination =
        parameters_.interpolation == Interpolation::nearest ? Combination::copy : Combination::sum;
    axes.for_each_tap(at, [&](const Position& from, double share) {
        const double value = value_at(call.inputs.front(), image, from);
        explanation.terms.push_back({.from = from, .value = value, .weight = share, .product = value * share});
    });
}

Region UpSampling2D::source(const Region& output, std::size_t /*which*/, std::span<const Shape> inputs) const {
    const Axes axes(parameters_, inputs.front());
    return {axes.rows.source(output.rows), axes.cols.source(output.cols), output.channels};
}

Region UpSampling2D::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> inputs) const {
    const Axes axes(parameters_, inputs.front());
    return {axes.rows.reach(input.rows), axes.cols.reach(input.cols), input.channels};
}

}  // namespace convscope::nn
