#include "core/nn/layers/merge/concatenate.h"

#include <fmt/format.h>

#include "core/nn/layers/batch.h"

namespace convscope::nn {

namespace {

/// The axis counted from the first; negative ones count from the end. May lie outside the shape.
std::int64_t from_front(int axis, const Shape& shape) {
    return axis < 0 ? axis + static_cast<std::int64_t>(shape.rank()) : axis;
}

/// The intervals of the inputs along the concatenated axis, which is one of a position's three.
struct Places {
    std::int64_t axis;                // 0 row, 1 col, 2 channel
    std::vector<Interval> intervals;  // one per input

    Places(int given, std::span<const Shape> inputs) {
        const auto index = static_cast<std::size_t>(from_front(given, inputs.front()));
        axis = static_cast<std::int64_t>(index + kMaxAxes - inputs.front().rank());
        std::int64_t begin = 0;
        for (const Shape& shape : inputs) {
            intervals.push_back({begin, begin + shape.axes[index]});
            begin += shape.axes[index];
        }
    }

    std::int64_t& of(Position& at) const { return axis == 0 ? at.row : axis == 1 ? at.col : at.channel; }
    Interval& of(Region& region) const { return axis == 0 ? region.rows : axis == 1 ? region.cols : region.channels; }
};

/// Calls visit(first value in the input, first value in the output, count) for the pieces of an input that are
/// contiguous in the output, over a whole batch.
template <class Visit>
void for_each_piece(const Places& places, std::size_t which, const ForwardCall& call, const Visit& visit) {
    const Interval own = places.intervals[which];
    const std::int64_t along = places.intervals.back().end;
    // The number of values in one step along the axis.
    const std::int64_t step = places.axis == 2   ? 1
                              : places.axis == 1 ? call.output_shape.channels()
                                                 : call.output_shape.channels() * call.output_shape.cols();
    const std::int64_t piece = (own.end - own.begin) * step;
    const std::int64_t pieces = call.batch * call.output_shape.count() / (along * step);
    for (std::int64_t i = 0; i < pieces; ++i) visit(i * piece, (i * along + own.begin) * step, piece);
}

}  // namespace

Shape Concatenate::output_shape(std::span<const Shape> inputs) const {
    if (inputs.size() < 2) throw ShapeError(fmt::format("needs two inputs or more, not {}", inputs.size()));
    Shape joined = inputs.front();
    const std::int64_t axis = from_front(axis_, joined);
    if (axis < 0 || axis >= static_cast<std::int64_t>(joined.rank()))
        throw ShapeError(fmt::format("has an axis of {}, which {} has not", axis_, to_string(joined)));
    std::int64_t& length = joined.axes[static_cast<std::size_t>(axis)];
    for (const Shape& input : inputs.subspan(1)) {
        Shape other = input;
        const std::int64_t added = other.rank() == joined.rank() ? other.axes[static_cast<std::size_t>(axis)] : 0;
        if (added > 0) other.axes[static_cast<std::size_t>(axis)] = length;
        if (other != joined)
            throw ShapeError(fmt::format("needs inputs that differ along axis {} alone, not {} and {}", axis_,
                                         to_string(inputs.front()), to_string(input)));
        length += added;
    }
    return joined;
}

void Concatenate::forward(const ForwardCall& call) const {
    const Places places(axis_, call.input_shapes);
    for (std::size_t i = 0; i < call.inputs.size(); ++i)
        for_each_piece(places, i, call, [&](std::int64_t input, std::int64_t output, std::int64_t count) {
            std::copy_n(call.inputs[i].data() + input, count, call.output.data() + output);
        });
}

void Concatenate::backward(const BackwardCall& call) const {
    const Places places(axis_, call.forward.input_shapes);
    for (std::size_t i = 0; i < call.input_gradients.size(); ++i) {
        if (call.input_gradients[i].empty()) continue;
        for_each_piece(places, i, call.forward, [&](std::int64_t input, std::int64_t output, std::int64_t count) {
            std::copy_n(call.output_gradient.data() + output, count, call.input_gradients[i].data() + input);
        });
    }
}

void Concatenate::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const Places places(axis_, call.input_shapes);
    Position from = at;
    std::int64_t& position = places.of(from);
    std::size_t input = 0;
    while (position >= places.intervals[input].end) ++input;
    position -= places.intervals[input].begin;
    const double value = value_at(call.inputs[input], call.input_shapes[input], from);
    explanation.combination = Combination::copy;
    explanation.terms.push_back({.input = input, .from = from, .value = value, .product = value});
}

Region Concatenate::source(const Region& output, std::size_t which, std::span<const Shape> inputs) const {
    const Places places(axis_, inputs);
    const Interval own = places.intervals[which];
    Region region = output;
    Interval& along = places.of(region);
    along = intersection(along, own);
    if (along.empty()) return {};
    along = {along.begin - own.begin, along.end - own.begin};
    return region;
}

Region Concatenate::reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const {
    const Places places(axis_, inputs);
    const std::int64_t begin = places.intervals[which].begin;
    Region region = input;
    Interval& along = places.of(region);
    along = {along.begin + begin, along.end + begin};
    return region;
}

}  // namespace convscope::nn
