#include "core/io/onnx/operators/axes.h"

#include <algorithm>
#include <memory>
#include <numeric>

#include "core/base/text/translation.h"
#include "core/nn/layers/merge/concatenate.h"

namespace convscope::onnx {

namespace {

/// The axes longer than 1 in their order in memory; empty unless each axis's factors are adjacent there and in the
/// file's order.
std::vector<std::size_t> memory_axes(const Value& value) {
    std::vector<std::size_t> order;
    for (std::size_t next = 0; next < value.memory.size();) {
        const auto found = std::ranges::find_if(
            value.axes, [&](const Factors& axis) { return !axis.empty() && axis.front() == value.memory[next]; });
        if (found == value.axes.end()) return {};
        for (const std::size_t factor : *found)
            if (next == value.memory.size() || value.memory[next++] != factor) return {};
        order.push_back(static_cast<std::size_t>(found - value.axes.begin()));
    }
    return order;
}

/// The order to which the axes of all inputs of a Concat are permuted: memory_axes() of the input that has the most of
/// them. Axes of length 1 are inserted in the file's order, channels last.
std::vector<std::size_t> common_order(const std::vector<Value>& values, std::size_t axis) {
    std::vector<std::size_t> order;
    for (const Value& value : values)
        if (const std::vector<std::size_t> axes = memory_axes(value); axes.size() > order.size()) order = axes;
    const Value& first = values.front();
    for (std::size_t i = 0; i < first.rank(); ++i) {
        if (std::ranges::find(order, i) != order.end() || first.length(i) == kBatchAxis) continue;
        const bool is_channels = i == 1 && axis == 1 && (first.rank() == 3 || first.rank() == 4);
        const auto next = std::ranges::find_if(order, [&](std::size_t other) { return other > i; });
        order.insert(is_channels ? order.end() : next, i);
    }
    return order;
}

void check_concat(const Call& call, const Value& a, const Value& b, std::size_t axis) {
    bool fits = a.rank() == b.rank() && a.batch_axis() == b.batch_axis();
    for (std::size_t i = 0; fits && i < a.rank(); ++i) fits = i == axis || a.length(i) == b.length(i);
    if (!fits)
        call.refuse(tr("concatenates {} and {} along axis {}", dims_text(a.dims()), dims_text(b.dims()), axis),
                    tr("concatenate values that differ along that axis only"));
}

/// Adds a Concatenate layer along the file's axis `axis` and returns its node. The axes of all values are permuted to
/// `order` in memory. The layer's shape is {axes before, the axis, axes after} in that order, or the first value's node
/// shape if the axis is its last.
int add_concatenate(const Call& call, const std::vector<Value>& values, const std::vector<std::size_t>& order,
                    std::size_t axis) {
    const Value& first = values.front();
    const auto position = std::ranges::find(order, axis);
    const std::int64_t outer = first.product(first.factors_of({order.begin(), position}));
    const std::int64_t inner = first.product(first.factors_of({position + 1, order.end()}));
    nn::Shape outer_shape = call.shape(first);
    outer_shape.axes.pop_back();
    const bool is_last = inner == 1 && outer_shape.count() == outer;
    std::vector<int> nodes;
    for (const Value& value : values) {
        nn::Shape shape{outer, value.length(axis), inner};
        if (is_last) {
            shape = outer_shape;
            shape.axes.push_back(value.length(axis));
        }
        nodes.push_back(call.arranged(value, value.factors_of(order), shape).node);
    }
    return call.add(std::make_shared<nn::Concatenate>(is_last ? -1 : 1), nodes);
}

}  // namespace

std::vector<std::size_t> transpose_order(const Call& call, std::size_t rank) {
    std::vector<std::size_t> order(rank);
    std::iota(order.rbegin(), order.rend(), std::size_t{0});
    if (!call.has_attribute("perm")) return order;
    const std::vector<std::int64_t> permutation = call.integers("perm");
    if (permutation.size() != rank)
        call.refuse(tr_count(std::ssize(permutation), "transposes {} axis of a value of {}",
                             "transposes {} axes of a value of {}", rank),
                    kExportAgain);
    return call.axes(permutation, rank);
}

void read_transpose(const Call& call) {
    Value value = call.value(0);
    value.transpose(transpose_order(call, value.rank()));
    call.set(std::move(value));
}

void read_concat(const Call& call) {
    std::vector<Value> values;
    for (std::size_t i = 0; i < call.input_count(); ++i) values.push_back(call.value(i));
    if (values.empty()) call.refuse(tr("concatenates no values"), kExportAgain);
    const Value& first = values.front();
    const std::size_t axis = call.axis_attribute(1, first.rank());
    if (values.size() == 1) return call.set(first);
    Dims dims = first.dims();
    dims[axis] = 0;
    for (const Value& value : values) {
        check_concat(call, first, value, axis);
        dims[axis] += value.length(axis);
    }
    const std::vector<std::size_t> order = common_order(values, axis);
    call.set(Value(add_concatenate(call, values, order, axis), Arrangement::of(dims, order)));
}

}  // namespace convscope::onnx
