#include "core/nn/layers/shape/copied_values.h"

#include "core/nn/layers/batch.h"

namespace convscope::nn {

namespace {

/// The smallest box in shape `to` around the values of a region of shape `from`.
Region under_other_shape(const Region& region, const Shape& from, const Shape& to) {
    if (from == to) return region;
    const Region inside = clipped(region, from);
    if (inside.empty()) return {};
    const Position first =
        position_of(to, index_of(from, {inside.rows.begin, inside.cols.begin, inside.channels.begin}));
    const Position last =
        position_of(to, index_of(from, {inside.rows.end - 1, inside.cols.end - 1, inside.channels.end - 1}));
    const bool one_row = first.row == last.row;
    const bool one_pixel = one_row && first.col == last.col;
    return {{first.row, last.row + 1},
            one_row ? Interval{first.col, last.col + 1} : Interval{0, to.cols()},
            one_pixel ? Interval{first.channel, last.channel + 1} : Interval{0, to.channels()}};
}

}  // namespace

void CopiedValues::forward(const ForwardCall& call) const {
    std::ranges::copy(call.inputs.front(), call.output.begin());
}

void CopiedValues::backward(const BackwardCall& call) const {
    const std::span<float> dx = call.input_gradients.front();
    if (!dx.empty()) std::ranges::copy(call.output_gradient, dx.begin());
}

void CopiedValues::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const Shape& input = call.input_shapes.front();
    const Position from = position_of(input, index_of(call.output_shape, at));
    const double value = value_at(call.inputs.front(), input, from);
    explanation.combination = Combination::copy;
    explanation.terms.push_back({.from = from, .value = value, .product = value});
}

Region CopiedValues::source(const Region& output, std::size_t /*which*/, std::span<const Shape> inputs) const {
    return under_other_shape(output, output_shape(inputs), inputs.front());
}

Region CopiedValues::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> inputs) const {
    return under_other_shape(input, inputs.front(), output_shape(inputs));
}

}  // namespace convscope::nn
