#include "core/nn/layers/shape/permute.h"

#include <numeric>

#include "core/base/text/translation.h"
#include "core/nn/layers/batch.h"

namespace convscope::nn {

namespace {

/// Regions with at most this many values are transposed value by value; a larger region is mapped to the whole tensor.
constexpr std::int64_t kMaxExactValues = 4096;

/// The distance in memory of neighbours along each axis, in C order.
std::vector<std::int64_t> steps_of(const Shape& shape) {
    std::vector<std::int64_t> steps(shape.rank(), 1);
    for (std::size_t i = steps.size(); i-- > 1;) steps[i - 1] = steps[i] * shape.axes[i];
    return steps;
}

/// The index, in C order, that the value at `index` of `from` has after the transposition.
std::int64_t moved_index(const Shape& from, const std::vector<std::size_t>& order, std::int64_t index) {
    std::int64_t moved = 0;
    const std::vector<std::int64_t> steps = steps_of(from);
    for (const std::size_t axis : order) moved = moved * from.axes[axis] + index / steps[axis] % from.axes[axis];
    return moved;
}

/// Calls visit(index before, index after) for every value of one example.
template <class Visit>
void for_each_move(const Permute& layer, const Visit& visit) {
    const Shape permuted = layer.permuted();
    const std::vector<std::int64_t> steps = steps_of(layer.parameters().view);
    std::vector<std::int64_t> at(permuted.rank(), 0);
    std::int64_t before = 0;
    for (std::int64_t after = 0; after < permuted.count(); ++after) {
        visit(before, after);
        for (std::size_t axis = at.size(); axis-- > 0;) {
            const std::int64_t step = steps[layer.parameters().order[axis]];
            before += step;
            if (++at[axis] < permuted.axes[axis]) break;
            before -= step * permuted.axes[axis];
            at[axis] = 0;
        }
    }
}

std::vector<std::size_t> inverse(const std::vector<std::size_t>& order) {
    std::vector<std::size_t> result(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) result[order[i]] = i;
    return result;
}

/// The smallest box around a region's values after the transposition of `view`. `from` is the shape before, `to` the
/// shape after it.
Region moved_region(const Region& region, const Shape& from, const Shape& to, const Shape& view,
                    const std::vector<std::size_t>& order) {
    const Region inside = clipped(region, from);
    if (inside.empty()) return {};
    if (inside.rows.length() * inside.cols.length() * inside.channels.length() > kMaxExactValues) return whole(to);
    Region box;
    for (std::int64_t row = inside.rows.begin; row < inside.rows.end; ++row)
        for (std::int64_t col = inside.cols.begin; col < inside.cols.end; ++col)
            for (std::int64_t channel = inside.channels.begin; channel < inside.channels.end; ++channel)
                box = hull(box, single(position_of(to, moved_index(view, order, index_of(from, {row, col, channel})))));
    return box;
}

}  // namespace

Permute::Permute(Parameters parameters) : parameters_(std::move(parameters)) {
    std::vector<std::size_t> axes(parameters_.view.rank());
    std::iota(axes.begin(), axes.end(), 0);
    if (!std::ranges::is_permutation(parameters_.order, axes))
        throw ShapeError(tr("has an order that does not name each axis of {} once", to_string(parameters_.view)));
    std::int64_t count = 1;
    for (const std::int64_t length : parameters_.view.axes) {
        if (length < 1 || length > kMaxTensorValues / count)
            throw ShapeError(tr("would see its input with the shape ({}); it must have from 1 to {} values",
                                to_string(parameters_.view), kMaxTensorValues));
        count *= length;
    }
    if (parameters_.target && parameters_.target->count() != count)
        throw ShapeError(tr("has a view of {}, whose values do not fill its target {}", to_string(parameters_.view),
                            to_string(*parameters_.target)));
}

Shape Permute::permuted() const {
    Shape shape;
    for (const std::size_t axis : parameters_.order) shape.axes.push_back(parameters_.view.axes[axis]);
    return shape;
}

Shape Permute::output_shape(std::span<const Shape> inputs) const {
    const Shape& input = only_input(inputs);
    if (input.count() != parameters_.view.count())
        throw ShapeError(tr("needs {}, not {}", to_string(parameters_.view), to_string(input)));
    return parameters_.target.value_or(permuted());
}

void Permute::forward(const ForwardCall& call) const {
    for (std::int64_t n = 0; n < call.batch; ++n) {
        const std::span<const float> x = example(call.inputs.front(), n, call.output_shape);
        const std::span<float> y = example(call.output, n, call.output_shape);
        for_each_move(*this, [&](std::int64_t before, std::int64_t after) {
            y[static_cast<std::size_t>(after)] = x[static_cast<std::size_t>(before)];
        });
    }
}

void Permute::backward(const BackwardCall& call) const {
    const Shape& shape = call.forward.output_shape;
    if (call.input_gradients.front().empty()) return;
    for (std::int64_t n = 0; n < call.forward.batch; ++n) {
        const std::span<const float> dy = example(call.output_gradient, n, shape);
        const std::span<float> dx = example(call.input_gradients.front(), n, shape);
        for_each_move(*this, [&](std::int64_t before, std::int64_t after) {
            dx[static_cast<std::size_t>(before)] = dy[static_cast<std::size_t>(after)];
        });
    }
}

void Permute::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const std::int64_t index = index_of(call.output_shape, at);
    const Position from =
        position_of(call.input_shapes.front(), moved_index(permuted(), inverse(parameters_.order), index));
    const double value = value_at(call.inputs.front(), call.input_shapes.front(), from);
    explanation.combination = Combination::copy;
    explanation.terms.push_back({.from = from, .value = value, .product = value});
}

Region Permute::source(const Region& output, std::size_t /*which*/, std::span<const Shape> inputs) const {
    return moved_region(output, output_shape(inputs), inputs.front(), permuted(), inverse(parameters_.order));
}

Region Permute::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> inputs) const {
    return moved_region(input, inputs.front(), output_shape(inputs), parameters_.view, parameters_.order);
}

}  // namespace convscope::nn
