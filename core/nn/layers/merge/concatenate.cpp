#include "core/nn/layers/merge/concatenate.h"

#include "core/base/text/translation.h"
#include "core/nn/layers/batch.h"

namespace convscope::nn {

namespace {

/// The axis as an index from the front; a negative `axis` counts from the end. The result may lie outside the shape.
std::int64_t from_front(int axis, const Shape& shape) {
    return axis < 0 ? axis + static_cast<std::int64_t>(shape.rank()) : axis;
}

/// The axis along which the inputs are concatenated, as one of a position's three, and each input's interval along it.
struct ConcatenatedAxis {
    std::int64_t position_axis;       // 0 row, 1 col, 2 channel
    std::vector<Interval> intervals;  // one per input

    ConcatenatedAxis(int layer_axis, std::span<const Shape> inputs) {
        const auto index = static_cast<std::size_t>(from_front(layer_axis, inputs.front()));
        position_axis = static_cast<std::int64_t>(index + kMaxAxes - inputs.front().rank());
        std::int64_t begin = 0;
        for (const Shape& shape : inputs) {
            intervals.push_back({begin, begin + shape.axes[index]});
            begin += shape.axes[index];
        }
    }

    std::int64_t& of(Position& at) const {
        return position_axis == 0 ? at.row : position_axis == 1 ? at.col : at.channel;
    }
    Interval& of(Region& region) const {
        return position_axis == 0 ? region.rows : position_axis == 1 ? region.cols : region.channels;
    }
};

/// Calls visit(first value in the input, first value in the output, count) for every piece of input `which` that
/// is contiguous in the output, over the whole batch.
template <class Visit>
void for_each_piece(const ConcatenatedAxis& concatenated, std::size_t which, const ForwardCall& call,
                    const Visit& visit) {
    const Interval interval = concatenated.intervals[which];
    const std::int64_t length = concatenated.intervals.back().end;
    // The number of values in one step along the axis.
    const std::int64_t step = concatenated.position_axis == 2 ? 1
                              : concatenated.position_axis == 1
                                  ? call.output_shape.channels()
                                  : call.output_shape.channels() * call.output_shape.cols();
    const std::int64_t piece = (interval.end - interval.begin) * step;
    const std::int64_t pieces = call.batch * call.output_shape.count() / (length * step);
    for (std::int64_t i = 0; i < pieces; ++i) visit(i * piece, (i * length + interval.begin) * step, piece);
}

}  // namespace

Shape Concatenate::output_shape(std::span<const Shape> inputs) const {
    if (inputs.size() < 2) throw ShapeError(tr("needs two inputs or more, not {}", inputs.size()));
    Shape result = inputs.front();
    const std::int64_t axis = from_front(axis_, result);
    if (axis < 0 || axis >= static_cast<std::int64_t>(result.rank()))
        throw ShapeError(tr("has an axis of {}, which is not an axis of {}", axis_, to_string(result)));
    std::int64_t& length = result.axes[static_cast<std::size_t>(axis)];
    for (const Shape& input : inputs.subspan(1)) {
        Shape other = input;
        const std::int64_t added = other.rank() == result.rank() ? other.axes[static_cast<std::size_t>(axis)] : 0;
        if (added > 0) other.axes[static_cast<std::size_t>(axis)] = length;
        if (other != result)
            throw ShapeError(tr("needs inputs that differ only along axis {}, not {} and {}", axis_,
                                to_string(inputs.front()), to_string(input)));
        length += added;
    }
    return result;
}

void Concatenate::forward(const ForwardCall& call) const {
    const ConcatenatedAxis concatenated(axis_, call.input_shapes);
    for (std::size_t i = 0; i < call.inputs.size(); ++i)
        for_each_piece(concatenated, i, call, [&](std::int64_t input, std::int64_t output, std::int64_t count) {
            std::copy_n(call.inputs[i].data() + input, count, call.output.data() + output);
        });
}

void Concatenate::backward(const BackwardCall& call) const {
    const ConcatenatedAxis concatenated(axis_, call.forward.input_shapes);
    for (std::size_t i = 0; i < call.input_gradients.size(); ++i) {
        if (call.input_gradients[i].empty()) continue;
        for_each_piece(concatenated, i, call.forward, [&](std::int64_t input, std::int64_t output, std::int64_t count) {
            std::copy_n(call.output_gradient.data() + output, count, call.input_gradients[i].data() + input);
        });
    }
}

void Concatenate::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const ConcatenatedAxis concatenated(axis_, call.input_shapes);
    Position from = at;
    std::int64_t& position = concatenated.of(from);
    std::size_t input = 0;
    while (position >= concatenated.intervals[input].end) ++input;
    position -= concatenated.intervals[input].begin;
    const double value = value_at(call.inputs[input], call.input_shapes[input], from);
    explanation.combination = Combination::copy;
    explanation.terms.push_back({.input = input, .from = from, .value = value, .product = value});
}

Region Concatenate::source(const Region& output, std::size_t which, std::span<const Shape> inputs) const {
    const ConcatenatedAxis concatenated(axis_, inputs);
    const Interval input_interval = concatenated.intervals[which];
    Region region = output;
    Interval& interval = concatenated.of(region);
    interval = intersection(interval, input_interval);
    if (interval.empty()) return {};
    interval = {interval.begin - input_interval.begin, interval.end - input_interval.begin};
    return region;
}

Region Concatenate::reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const {
    const ConcatenatedAxis concatenated(axis_, inputs);
    const std::int64_t begin = concatenated.intervals[which].begin;
    Region region = input;
    Interval& interval = concatenated.of(region);
    interval = {interval.begin + begin, interval.end + begin};
    return region;
}

}  // namespace convscope::nn
