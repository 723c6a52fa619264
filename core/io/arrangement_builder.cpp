#include "core/io/arrangement_builder.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "core/nn/layers/shape/flatten.h"
#include "core/nn/layers/shape/permute.h"
#include "core/nn/layers/shape/reshape.h"

namespace convscope {

namespace {

/// The permutation of whole axes that turns `source` into `target`; nullopt if their axes do not correspond one to one.
std::optional<nn::Permute::Parameters> permuted_axes(const Arrangement& before, const nn::Shape& source,
                                                     const Arrangement& after, const nn::Shape& target) {
    const auto from = before.groups(source), to = after.groups(target);
    if (!from || !to || from->size() != to->size()) return std::nullopt;
    nn::Permute::Parameters parameters{source, {}, target};
    for (const Factors& group : *to) {
        std::size_t axis = 0;
        while (axis < from->size() && ((*from)[axis] != group || std::ranges::count(parameters.order, axis) > 0))
            ++axis;
        if (axis == from->size()) return std::nullopt;
        parameters.order.push_back(axis);
    }
    return parameters;
}

/// The permutation of factors. Factors that stay adjacent are merged, so that the permutation has the lowest rank.
nn::Permute::Parameters permuted_factors(const Arrangement& before, const Arrangement& after, const nn::Shape& target) {
    nn::Permute::Parameters parameters{{}, {}, target};
    std::vector<std::size_t> axis_of(before.lengths.size());
    for (std::size_t i = 0; i < before.memory.size(); ++i) {
        const std::size_t factor = before.memory[i];
        const auto place = std::ranges::find(after.memory, factor) - after.memory.begin();
        const bool adjacent =
            i > 0 && place > 0 && after.memory[static_cast<std::size_t>(place) - 1] == before.memory[i - 1];
        if (adjacent)
            parameters.view.axes.back() *= before.lengths[factor];
        else
            parameters.view.axes.push_back(before.lengths[factor]);
        axis_of[factor] = parameters.view.rank() - 1;
    }
    for (const std::size_t factor : after.memory)
        if (parameters.order.empty() || parameters.order.back() != axis_of[factor])
            parameters.order.push_back(axis_of[factor]);
    return parameters;
}

/// The shape of a broadcast's operand with the factors `operand`. Axis i of the broadcast shape `whole` consists of the
/// factors groups[i]; the operand gets length 1 for each axis that has none of its factors. nullopt if the operand has
/// only some factors of an axis.
std::optional<nn::Shape> shape_within(const Factors& operand, const nn::Shape& whole,
                                      const std::vector<Factors>& groups) {
    nn::Shape shape = whole;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const std::size_t count = selected(groups[i], operand).size();
        if (count != 0 && count != groups[i].size()) return std::nullopt;
        if (count == 0) shape.axes[i] = 1;
    }
    return shape;
}

/// The broadcast shape of the lowest rank: neighbouring factors are merged if the same operands have them.
nn::Shape merged_shape(const Arrangement& result, const Factors& a, const Factors& b) {
    nn::Shape shape;
    std::optional<std::pair<bool, bool>> last;
    for (const std::size_t factor : result.memory) {
        const std::pair owners{std::ranges::find(a, factor) != a.end(), std::ranges::find(b, factor) != b.end()};
        if (owners == last)
            shape.axes.back() *= result.lengths[factor];
        else
            shape.axes.push_back(result.lengths[factor]);
        last = owners;
    }
    if (shape.axes.empty()) shape.axes.push_back(1);
    return shape;
}

/// The shapes of both operands of a broadcast.
using ShapePair = std::pair<nn::Shape, nn::Shape>;

/// shape_within() for the operands a and b.
std::optional<ShapePair> shapes_within(const Arrangement& result, const nn::Shape& whole, const Factors& a,
                                       const Factors& b) {
    const std::optional<std::vector<Factors>> groups = result.groups(whole);
    if (!groups) return std::nullopt;
    const std::optional<nn::Shape> shape_a = shape_within(a, whole, *groups), shape_b = shape_within(b, whole, *groups);
    if (!shape_a || !shape_b) return std::nullopt;
    return ShapePair{*shape_a, *shape_b};
}

/// `target`, or the node's shape `current` if it lacks only leading axes of length 1, which broadcasting adds.
nn::Shape without_padding(const nn::Shape& target, const nn::Shape& current) {
    nn::Shape shorter = target;
    while (shorter.rank() > current.rank() && shorter.axes.front() == 1) shorter.axes.erase(shorter.axes.begin());
    return shorter == current ? current : target;
}

/// All factors of a and b, in the order of the operand that has all of them; if neither has, in the file's order.
Arrangement broadcast_arrangement(const Arrangement& a, const Arrangement& b) {
    Arrangement result = a;
    for (std::size_t axis = 0; axis < a.rank(); ++axis)
        if (a.axes[axis].empty()) result.axes[axis] = b.axes[axis];
    const Factors all = result.file_order();
    if (a.memory.size() == all.size()) return result;
    result.memory = b.memory.size() == all.size() ? b.memory : all;
    return result;
}

}  // namespace

ArrangedValue ArrangementBuilder::shaped(ArrangedValue value, const nn::Shape& target, const std::string& name) {
    if (shape(value) == target) return value;
    if (target.rank() == 1)
        value.node = add_layer(name + "_flatten", std::make_shared<nn::Flatten>(), value.node);
    else
        value.node = add_layer(name + "_reshape", std::make_shared<nn::Reshape>(target), value.node);
    set_arrangement(value.node, value);
    return value;
}

ArrangedValue ArrangementBuilder::arranged(ArrangedValue value, const Factors& order,
                                           const std::optional<nn::Shape>& target, const std::string& name) {
    if (value.memory == order) return target ? shaped(std::move(value), *target, name) : value;
    ArrangedValue result = value;
    result.memory = order;
    const nn::Shape result_shape = target.value_or(result.memory_shape());
    std::optional<nn::Permute::Parameters> parameters = permuted_axes(value, shape(value), result, result_shape);
    if (!parameters) parameters = permuted_factors(value, result, result_shape);
    result.node = add_layer(name + "_permute", std::make_shared<nn::Permute>(std::move(*parameters)), value.node);
    set_arrangement(result.node, result);
    return result;
}

ArrangedValue ArrangementBuilder::with_axes(const ArrangedValue& value, const std::vector<std::size_t>& axis_order,
                                            const std::string& name) {
    nn::Shape target;
    for (const std::size_t axis : axis_order) target.axes.push_back(value.length(axis));
    return arranged(value, value.factors_of(axis_order), target, name);
}

ArrangedValue ArrangementBuilder::in_file_order(const ArrangedValue& value, const std::string& name) {
    nn::Shape target;
    for (const std::int64_t length : value.dims())
        if (length != kBatchAxis) target.axes.push_back(length);
    return arranged(value, value.file_order(), target, name);
}

ArrangedValue ArrangementBuilder::innermost(const ArrangedValue& value, const Factors& factors,
                                            const std::string& name) {
    const Factors outer = selected(value.memory, factors, false), inner = selected(value.memory, factors);
    Factors order = outer;
    order.insert(order.end(), inner.begin(), inner.end());
    const std::optional<std::vector<Factors>> groups = value.groups(shape(value));
    if (order == value.memory && groups && same_factors(groups->back(), inner)) return value;
    const std::int64_t inner_length = value.product(inner), outer_length = value.product(outer);
    return arranged(value, order, outer_length == 1 ? nn::Shape{inner_length} : nn::Shape{outer_length, inner_length},
                    name);
}

ArrangedValue ArrangementBuilder::reshaped(ArrangedValue value, const Dims& dims, const std::string& name) {
    if (value.regroup(dims)) return value;
    // The new shape splits inside an old factor. Flatten to one factor in the file's order, then split that.
    value = arranged(value, value.file_order(), std::nullopt, name);
    value = shaped(value, {value.count()}, name);
    Dims flat{value.count()};
    if (value.batch_axis()) flat.insert(flat.begin(), kBatchAxis);
    value = {value.node, Arrangement::of(flat)};
    value.regroup(dims);
    return value;
}

ArrangedValue ArrangementBuilder::unfactored(ArrangedValue value, const std::string& name) {
    const Dims dims = value.dims();
    value = arranged(value, value.file_order(), std::nullopt, name);
    value = shaped(value, {value.count()}, name);
    return {value.node, Arrangement::of(dims)};
}

std::optional<BroadcastPair> ArrangementBuilder::broadcast(ArrangedValue a, ArrangedValue b, const std::string& name) {
    if (!unify_factors(a, b)) {
        a = unfactored(std::move(a), name);
        b = unfactored(std::move(b), name);
        unify_factors(a, b);
    }
    const Arrangement result = broadcast_arrangement(a, b);
    a = arranged(a, selected(result.memory, a.memory), std::nullopt, name);
    b = arranged(b, selected(result.memory, b.memory), std::nullopt, name);
    const ArrangedValue& larger = a.memory.size() == result.memory.size() ? a : b;
    std::optional<ShapePair> shapes = shapes_within(result, shape(larger), a.memory, b.memory);
    if (!shapes) {
        const nn::Shape merged = merged_shape(result, a.memory, b.memory);
        if (merged.rank() > nn::kMaxAxes) return std::nullopt;
        shapes = shapes_within(result, merged, a.memory, b.memory);
    }
    a = shaped(a, without_padding(shapes->first, shape(a)), name);
    b = shaped(b, without_padding(shapes->second, shape(b)), name);
    return BroadcastPair{std::move(a), std::move(b), result};
}

}  // namespace convscope
