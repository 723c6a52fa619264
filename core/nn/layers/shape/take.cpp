#include "core/nn/layers/shape/take.h"

#include <algorithm>

#include "core/base/text/translation.h"
#include "core/nn/layers/batch.h"

namespace convscope::nn {

namespace {

/// The interval of a region that belongs to an axis of a shape with `rank` axes.
Interval& interval_of(Region& region, std::size_t axis, std::size_t rank) {
    const std::size_t from_last = rank - 1 - axis;
    return from_last == 0 ? region.channels : from_last == 1 ? region.cols : region.rows;
}

/// The input seen as blocks: `outer` blocks of `length` runs of `inner` values.
struct TakenRuns {
    std::int64_t outer = 1, length, inner = 1;

    TakenRuns(const Shape& input, std::size_t axis) : length(input.axes[axis]) {
        for (std::size_t i = 0; i < axis; ++i) outer *= input.axes[i];
        for (std::size_t i = axis + 1; i < input.rank(); ++i) inner *= input.axes[i];
    }
    /// Calls visit(index of the run's first value in the input, its index in the output) for each run of the output.
    template <class Visit>
    void for_each_run(const std::vector<std::int64_t>& indexes, std::int64_t batch, const Visit& visit) const {
        std::size_t to = 0;
        for (std::int64_t block = 0; block < batch * outer; ++block)
            for (const std::int64_t index : indexes) {
                visit(static_cast<std::size_t>((block * length + index) * inner), to);
                to += static_cast<std::size_t>(inner);
            }
    }
};

}  // namespace

Take::Take(Parameters parameters) : parameters_(std::move(parameters)) {
    if (parameters_.indexes.empty()) throw ShapeError(tr("takes no positions"));
    if (std::ranges::any_of(parameters_.indexes, [](std::int64_t index) { return index < 0; }))
        throw ShapeError(tr("takes a negative position"));
}

Shape Take::output_shape(std::span<const Shape> inputs) const {
    Shape shape = only_input(inputs);
    if (parameters_.axis >= shape.rank())
        throw ShapeError(tr("takes positions along axis {} of {}", parameters_.axis, to_string(shape)));
    std::int64_t& length = shape.axes[parameters_.axis];
    const std::int64_t largest = std::ranges::max(parameters_.indexes);
    if (largest >= length)
        throw ShapeError(
            tr_count(length, "takes position {1} of {0} position", "takes position {1} of {0} positions", largest));
    length = std::ssize(parameters_.indexes);
    return shape;
}

void Take::forward(const ForwardCall& call) const {
    const TakenRuns runs(call.input_shapes.front(), parameters_.axis);
    const std::span<const float> x = call.inputs.front();
    runs.for_each_run(parameters_.indexes, call.batch, [&](std::size_t from, std::size_t to) {
        std::copy_n(x.begin() + static_cast<std::ptrdiff_t>(from), runs.inner,
                    call.output.begin() + static_cast<std::ptrdiff_t>(to));
    });
}

void Take::backward(const BackwardCall& call) const {
    std::vector<double> dx(call.input_gradients.front().size());
    if (dx.empty()) return;
    const TakenRuns runs(call.forward.input_shapes.front(), parameters_.axis);
    const auto inner = static_cast<std::size_t>(runs.inner);
    runs.for_each_run(parameters_.indexes, call.forward.batch, [&](std::size_t from, std::size_t to) {
        for (std::size_t i = 0; i < inner; ++i) dx[from + i] += call.output_gradient[to + i];
    });
    narrow(dx, call.input_gradients.front());
}

void Take::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const Shape& input = call.input_shapes.front();
    Region from = single(at);
    Interval& interval = interval_of(from, parameters_.axis, input.rank());
    interval.begin = parameters_.indexes[static_cast<std::size_t>(interval.begin)];
    const Position place{from.rows.begin, from.cols.begin, from.channels.begin};
    const double value = value_at(call.inputs.front(), input, place);
    explanation.combination = Combination::copy;
    explanation.terms.push_back({.from = place, .value = value, .product = value});
}

Region Take::source(const Region& output, std::size_t /*which*/, std::span<const Shape> inputs) const {
    Region region = clipped(output, output_shape(inputs));
    if (region.empty()) return region;
    Interval& interval = interval_of(region, parameters_.axis, inputs.front().rank());
    const auto [least, largest] =
        std::minmax_element(parameters_.indexes.begin() + interval.begin, parameters_.indexes.begin() + interval.end);
    interval = {*least, *largest + 1};
    return region;
}

Region Take::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> inputs) const {
    Region region = input;
    Interval& interval = interval_of(region, parameters_.axis, inputs.front().rank());
    Interval found;
    for (std::int64_t i = 0; i < std::ssize(parameters_.indexes); ++i) {
        const std::int64_t index = parameters_.indexes[static_cast<std::size_t>(i)];
        if (index >= interval.begin && index < interval.end) found = {found.empty() ? i : found.begin, i + 1};
    }
    interval = found;
    return region;
}

}  // namespace convscope::nn
