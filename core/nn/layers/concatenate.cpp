#include "core/nn/layers/concatenate.h"

#include <fmt/format.h>

#include "core/nn/layers/batch.h"

namespace convscope::nn {

namespace {

/// The axis counted from the first; negative ones count from the end. May lie outside the shape.
std::int64_t from_front(int axis, const Shape& shape) {
    return axis < 0 ? axis + static_cast<std::int64_t>(shape.rank()) : axis;
}

/// Where each input lies along the joined axis, which is one of a position's three.
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
    /// The position in the output of an input's position.
    Position in_output(std::size_t which, Position at) const {
        of(at) += intervals[which].begin;
        return at;
    }
};

}  // namespace

Shape Concatenate::output_shape(std::span<const Shape> inputs) const {
    if (inputs.size() < 2) throw ShapeError(fmt::format("wants two inputs or more, not {}", inputs.size()));
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
            throw ShapeError(fmt::format("wants inputs that differ along axis {} alone, not {} and {}", axis_,
                                         to_string(inputs.front()), to_string(input)));
        length += added;
    }
    return joined;
}

void Concatenate::forward(const ForwardCall& call) const {
    const Places places(axis_, call.input_shapes);
    for (std::size_t i = 0; i < call.inputs.size(); ++i) {
        const Shape& shape = call.input_shapes[i];
        for (std::int64_t n = 0; n < call.batch; ++n) {
            const std::span<const float> x = example(call.inputs[i], n, shape);
            const std::span<float> y = example(call.output, n, call.output_shape);
            for_each_position(shape, [&](const Position& input) {
                value_at(y, call.output_shape, places.in_output(i, input)) = value_at(x, shape, input);
            });
        }
    }
}

void Concatenate::backward(const BackwardCall& call) const {
    const ForwardCall& f = call.forward;
    const Places places(axis_, f.input_shapes);
    for (std::size_t i = 0; i < f.inputs.size(); ++i) {
        if (call.input_gradients[i].empty()) continue;
        const Shape& shape = f.input_shapes[i];
        for (std::int64_t n = 0; n < f.batch; ++n) {
            const std::span<const float> dy = example(call.output_gradient, n, f.output_shape);
            const std::span<float> dx = example(call.input_gradients[i], n, shape);
            for_each_position(shape, [&](const Position& input) {
                value_at(dx, shape, input) = value_at(dy, f.output_shape, places.in_output(i, input));
            });
        }
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
